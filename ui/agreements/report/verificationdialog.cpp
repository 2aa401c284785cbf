// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/report/verificationdialog.h"

#include "models/engine/reports/desk/reportdesk.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPlainTextEdit>

namespace wf::ui {

VerificationDialog::VerificationDialog(const QString &path, const engine::ReportVerification &found, QWidget *parent)
    : QDialog(parent)
{
    using widgets::PlainLabel;
    setWindowTitle(tr("Verify a report"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(620, 360);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    const bool differs = !found.differences.isEmpty() || !found.isRendered;
    auto *verdict = new PlainLabel(engine::verdictWords(found), widgets::TextRole::Title,
                                   found.isGood() ? PlainLabel::Tone::Ok
                                   : differs      ? PlainLabel::Tone::Critical
                                                  : PlainLabel::Tone::Warning);
    column->addWidget(verdict);
    auto *file = new PlainLabel(path, widgets::TextRole::Small, PlainLabel::Tone::Secondary);
    file->setElide(Qt::ElideMiddle);
    column->addWidget(file);
    const auto yes = [](bool is) { return is ? tr("yes") : tr("no"); };
    QStringList lines{tr("Report %1").arg(found.found.id),
                      tr("Data SHA-256 %1").arg(found.found.dataHash),
                      tr("Issued here: %1").arg(yes(found.isIssued)),
                      tr("Same figures as issued: %1").arg(yes(found.isSameAsIssued)),
                      tr("Computed again from the data: %1").arg(yes(found.isRecomputed)),
                      tr("Byte for byte what its figures give: %1").arg(yes(found.isRendered))};
    for (const QString &one : found.differences)
        lines << tr("Differs: %1").arg(one);
    lines += found.notes;
    auto *text = new QPlainTextEdit(lines.join(u'\n'));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("What was found"));
    column->addWidget(text, 1);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    close->setPrimary(true);
    row->addWidget(close);
    column->addLayout(row);
    connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
}

} // namespace wf::ui
