// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/addlogdialog.h"

#include "models/base/units.h"
#include "ui/station/stationwords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLineEdit>
#include <QPointer>

namespace wf::ui {

namespace {

using widgets::PlainLabel;
using widgets::TextRole;

constexpr int lookAfterMs = 250;
constexpr std::size_t shownLines = 8;

QString bytesText(qint64 bytes)
{
    return base::formatValue(static_cast<double>(bytes), base::Unit::Bytes);
}

} // namespace

QString logPreviewText(const engine::StationLogPreview &preview, qint64 nowNs)
{
    const QString unreadable = preview.unreadable.isEmpty() ? QString() : QString(u' ' + preview.unreadable.front());
    if (preview.files == 0)
        return unreadable.isEmpty()
                   ? AddLogDialog::tr("Nothing matches yet. What appears later is followed from its beginning.")
                   : AddLogDialog::tr("Nothing that matches can be read.") + unreadable;
    QString text = AddLogDialog::tr("%n files", nullptr, static_cast<int>(preview.files)) +
                   AddLogDialog::tr(", %1; %2 was written %3 ago")
                       .arg(bytesText(preview.bytes), QFileInfo(preview.newest).fileName(),
                            roundDuration(std::max<qint64>(0, nowNs - preview.changedNs)));
    if (!preview.format.isEmpty())
        text += QStringLiteral(": ") + preview.format;
    if (preview.linesPerSecond)
        text += AddLogDialog::tr(", about %1 lines a second")
                    .arg(base::formatValue(*preview.linesPerSecond, base::Unit::None));
    text += u'.';
    if (preview.isCut)
        text += AddLogDialog::tr(" More files match than are followed (logs.max_files).");
    return text + unreadable;
}

AddLogDialog::AddLogDialog(engine::StationWatch &station, const base::Clock &clock, QWidget *parent)
    : QDialog(parent), m_station(station), m_clock(clock)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add log"));
    setMinimumWidth(640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    buildForm(column);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    cancel->setAutoDefault(false);
    m_add = new widgets::Button(tr("Follow"));
    m_add->setPrimary(true);
    m_add->setDefault(true);
    m_add->setEnabled(false);
    row->addWidget(cancel);
    row->addWidget(m_add);
    column->addLayout(row);
    m_soon.setSingleShot(true);
    m_soon.setInterval(lookAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &AddLogDialog::look);
    connect(m_path, &QLineEdit::textChanged, this, &AddLogDialog::lookSoon);
    connect(m_service, &QLineEdit::textChanged, this, &AddLogDialog::lookSoon);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_add, &QAbstractButton::clicked, this, &AddLogDialog::add);
    m_path->setFocus();
}

void AddLogDialog::buildForm(QBoxLayout *column)
{
    const auto field = [](const QString &placeholder, const QString &name) {
        auto *edit = new QLineEdit;
        edit->setPlaceholderText(placeholder);
        edit->setAccessibleName(name);
        edit->setMaxLength(4096);
        return edit;
    };
    auto *fields = new QHBoxLayout;
    fields->setSpacing(8);
    m_path = field(tr("/srv/shop/log/*.log"), tr("Path or glob of the log files"));
    m_service = field(tr("service, else from the path"), tr("Service of lines that name none"));
    m_service->setFixedWidth(190);
    fields->addWidget(m_path, 1);
    fields->addWidget(m_service);
    column->addLayout(fields);
    m_facts = new PlainLabel(tr("A path from the root. * and ? stand for parts of a name, ** for any folders."),
                             TextRole::Small, PlainLabel::Tone::Secondary);
    m_facts->setWrap(true);
    m_facts->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setMinimumHeight(36);
    column->addWidget(m_facts);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(1);
    for (std::size_t i = 0; i < shownLines; ++i) {
        m_lines.push_back(new PlainLabel({}, TextRole::Mono, PlainLabel::Tone::Tertiary));
        lines->addWidget(m_lines.back());
    }
    column->addLayout(lines);
}

void AddLogDialog::lookSoon()
{
    m_add->setEnabled(false);
    m_soon.start();
}

void AddLogDialog::look()
{
    if (m_path->text().trimmed().isEmpty())
        return;
    const QPointer<AddLogDialog> self = this; // the station outlives it
    m_station.previewLog(m_path->text(), m_service->text(),
                         [self](const base::Result<engine::StationLogPreview> &seen) {
                             if (self)
                                 self->tell(seen);
                         });
}

void AddLogDialog::tell(const base::Result<engine::StationLogPreview> &preview)
{
    if (m_soon.isActive())
        return; // it is about what stood there before
    m_add->setEnabled(preview.ok());
    const auto *error = preview ? nullptr : &preview.error();
    m_facts->setTone(error ? PlainLabel::Tone::Warning : PlainLabel::Tone::Secondary);
    m_facts->setText(error ? error->summary + u' ' + error->detail : logPreviewText(*preview, m_clock.nowNs()));
    m_newest = preview ? preview->newest : QString();
    const QStringList lines = preview ? preview->lines : QStringList();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setText(lines.value(static_cast<qsizetype>(i)));
}

void AddLogDialog::add()
{
    m_add->setEnabled(false);
    const QPointer<AddLogDialog> self = this;
    m_station.addLog(m_path->text(), m_service->text(), [self](const base::Result<QString> &glob) {
        if (!self)
            return;
        if (glob) {
            Q_EMIT self->added(*glob, self->m_newest);
            self->accept();
            return;
        }
        self->m_facts->setTone(PlainLabel::Tone::Warning);
        self->m_facts->setText(glob.error().summary + u' ' + glob.error().detail);
        self->m_add->setEnabled(true);
    });
}

} // namespace wf::ui
