// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/contracteditor.h"

#include "models/engine/agreements/round/contractfiles.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QPlainTextEdit>

#include <algorithm>

namespace wf::ui {

namespace {

// The longest common sequence of lines, of what lies between the same beginning and the same end.
QStringList changedLines(const QStringList &before, const QStringList &after)
{
    const qsizetype n = before.size(), m = after.size();
    constexpr qsizetype most = 2000;
    QStringList out;
    if (n > most || m > most) { // too much to compare: all of it goes and comes
        for (const QString &line : before)
            out << QStringLiteral("− ") + line;
        for (const QString &line : after)
            out << QStringLiteral("+ ") + line;
        return out;
    }
    std::vector<std::vector<int>> common(static_cast<std::size_t>(n + 1),
                                         std::vector<int>(static_cast<std::size_t>(m + 1)));
    const auto at = [&](qsizetype i, qsizetype j) -> int & {
        return common[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    };
    for (qsizetype i = n - 1; i >= 0; --i)
        for (qsizetype j = m - 1; j >= 0; --j)
            at(i, j) = before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (qsizetype i = 0, j = 0; i < n || j < m;) {
        if (i < n && j < m && before[i] == after[j]) {
            out << QStringLiteral("  ") + before[i];
            ++i, ++j;
        } else if (i < n && (j == m || at(i + 1, j) >= at(i, j + 1))) {
            out << QStringLiteral("− ") + before[i++];
        } else {
            out << QStringLiteral("+ ") + after[j++];
        }
    }
    return out;
}

} // namespace

QString differenceText(const QString &before, const QString &after)
{
    constexpr qsizetype around = 3;
    const QStringList old = before.split(u'\n');
    const QStringList now = after.split(u'\n');
    qsizetype head = 0, tail = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    while (tail < old.size() - head && tail < now.size() - head &&
           old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    if (head == old.size() && head == now.size())
        return {};
    QStringList out;
    for (qsizetype i = std::max<qsizetype>(0, head - around); i < head; ++i)
        out << QStringLiteral("  ") + old[i];
    out += changedLines(old.mid(head, old.size() - head - tail), now.mid(head, now.size() - head - tail));
    for (qsizetype i = old.size() - tail; i < std::min(old.size(), old.size() - tail + around); ++i)
        out << QStringLiteral("  ") + old[i];
    return out.join(u'\n');
}

ContractEditor::ContractEditor(const QString &path, const QString &before, const QString &text, QWidget *parent)
    : QDialog(parent),
      m_path(path),
      m_before(before),
      m_text(new QPlainTextEdit),
      m_difference(new QPlainTextEdit),
      m_side(new widgets::Segmented({tr("Text"), tr("Difference")})),
      m_problem(new widgets::PlainLabel({}, widgets::TextRole::Small)),
      m_save(new widgets::Button(tr("Save")))
{
    setWindowTitle(tr("Contract"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(760, 620);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->addWidget(new widgets::PlainLabel(path, widgets::TextRole::Strong), 1);
    head->addWidget(m_side);
    column->addLayout(head);
    for (QPlainTextEdit *edit : {m_text, m_difference}) {
        edit->setFont(widgets::Theme::of(this).font(widgets::TextRole::Mono));
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        column->addWidget(edit, 1);
    }
    m_text->setAccessibleName(tr("Text of the contract"));
    m_text->setPlainText(text);
    m_difference->setAccessibleName(tr("Difference to the file"));
    m_difference->setReadOnly(true);
    m_difference->hide();
    m_problem->setWrap(true);
    column->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    m_save->setPrimary(true);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(250);
    connect(&m_quiet, &QTimer::timeout, this, &ContractEditor::look);
    connect(m_text, &QPlainTextEdit::textChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_side, &widgets::Segmented::currentChanged, this, &ContractEditor::showSide);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_save, &QAbstractButton::clicked, this, [this] {
        if (m_side->current() == 0) {
            m_side->setCurrent(1); // first look at what changes
            showSide(1);
            return;
        }
        m_save->setEnabled(false);
        Q_EMIT saveRequested(m_path, m_before, m_text->toPlainText());
    });
    look();
}

void ContractEditor::showSide(int side)
{
    look();
    m_difference->setPlainText(differenceText(m_before, m_text->toPlainText()));
    m_text->setVisible(side == 0);
    m_difference->setVisible(side == 1);
    m_save->setText(side == 0 ? tr("Look at the difference") : tr("Save"));
}

void ContractEditor::look()
{
    const auto check = engine::checkContract(m_text->toPlainText(), QFileInfo(m_path).fileName());
    m_reads = check.reads;
    m_problem->setTone(m_reads ? widgets::PlainLabel::Tone::Secondary : widgets::PlainLabel::Tone::Critical);
    m_problem->setText(check.problems.isEmpty()
                           ? tr("Every field reads. A contract that was in force already needs a new version.")
                           : check.problems.first());
    m_save->setEnabled(m_reads && m_text->toPlainText() != m_before);
    m_save->setText(m_side->current() == 0 ? tr("Look at the difference") : tr("Save"));
}

void ContractEditor::tell(const base::Status &status)
{
    if (status) {
        accept();
        return;
    }
    m_problem->setTone(widgets::PlainLabel::Tone::Critical);
    m_problem->setText(status.error().summary);
    m_save->setEnabled(true);
}

} // namespace wf::ui
