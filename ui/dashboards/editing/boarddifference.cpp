// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/boarddifference.h"

#include "models/base/linediff.h"
#include "models/engine/boards/boardlibrary.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

class DiffColors final : public QSyntaxHighlighter {
public:
    explicit DiffColors(QPlainTextEdit *edit) : QSyntaxHighlighter(edit->document()) {}

protected:
    void highlightBlock(const QString &line) override
    {
        const widgets::Theme &theme = widgets::Theme::current();
        if (line.startsWith("@@"_L1) || line.startsWith("---"_L1) || line.startsWith("+++"_L1))
            setFormat(0, static_cast<int>(line.size()), theme.text.tertiary);
        else if (line.startsWith(u'+'))
            setFormat(0, static_cast<int>(line.size()), theme.signal.added);
        else if (line.startsWith(u'-'))
            setFormat(0, static_cast<int>(line.size()), theme.signal.removed);
    }
};

QPlainTextEdit *makeText(const QString &name)
{
    auto *text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(widgets::Theme::current().font(widgets::TextRole::MonoSmall));
    text->setAccessibleName(name);
    new DiffColors(text);
    return text;
}

QString differenceOf(const QByteArray &before, const QByteArray &after)
{
    const QByteArray diff = base::unifiedDiff(before, after, u"before"_s, u"after"_s);
    return diff.isEmpty() ? DifferenceDialog::tr("Nothing differs.") : QString::fromUtf8(diff);
}

QHBoxLayout *bottomOf(QDialog *dialog, QPushButton *extra = nullptr)
{
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *close = new widgets::Button(DifferenceDialog::tr("Close"), {}, DifferenceDialog::tr("Esc"));
    row->addWidget(close);
    if (extra)
        row->addWidget(extra);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::reject);
    return row;
}

} // namespace

DifferenceDialog::DifferenceDialog(const QByteArray &before, const QByteArray &after, const QString &title,
                                   QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(820, 560);
    auto *text = makeText(title);
    text->setPlainText(differenceOf(before, after));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addWidget(text, 1);
    column->addLayout(bottomOf(this));
}

void DifferenceDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

BoardVersionsDialog::BoardVersionsDialog(std::vector<engine::BoardVersion> versions, QByteArray now, QWidget *parent)
    : QDialog(parent),
      m_versions(std::move(versions)),
      m_now(std::move(now)),
      m_list(new QListWidget),
      m_text(makeText(tr("What differs from now")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Versions"));
    resize(960, 560);
    m_list->setFixedWidth(230);
    m_list->setAccessibleName(tr("Versions, newest first"));
    for (const engine::BoardVersion &v : m_versions)
        m_list->addItem(
            tr("until %1")
                .arg(QDateTime::fromMSecsSinceEpoch(v.replacedNs / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss"_s)));
    auto *restore = new widgets::Button(tr("Restore"), u"rollback"_s);
    restore->setPrimary(true);
    restore->setToolTip(widgets::plainTip(tr("Takes this text into the draft; nothing is written until you save.")));
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list);
    middle->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addLayout(middle, 1);
    column->addLayout(bottomOf(this, restore));
    connect(m_list, &QListWidget::currentRowChanged, this, &BoardVersionsDialog::showVersion);
    connect(restore, &QPushButton::clicked, this, [this] {
        const int row = m_list->currentRow();
        if (row < 0)
            return;
        Q_EMIT restored(m_versions[static_cast<std::size_t>(row)].path, m_list->currentItem()->text());
        accept();
    });
    m_list->setCurrentRow(0);
}

void BoardVersionsDialog::showVersion(int row)
{
    if (row < 0)
        return;
    const auto text = engine::readBoardFile(m_versions[static_cast<std::size_t>(row)].path);
    m_text->setPlainText(text.ok() ? differenceOf(*text, m_now) : text.error().summary);
}

void BoardVersionsDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

} // namespace wf::ui
