// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/correctionsdialog.h"

#include "models/base/duration.h"
#include "ui/base/flattable.h"
#include "ui/objectives/dialogs/reasondialog.h"
#include "ui/objectives/saving/tablesaving.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>

#include <algorithm>
#include <iterator>

namespace wf::ui {

namespace {

using engine::Correction;
using widgets::PlainLabel;
using widgets::TextRole;

QString whenText(const Correction &c)
{
    const auto &spec = c.window.spec();
    return spec.first.toString(QStringLiteral("yyyy-MM-dd HH:mm")) + u", " + base::humanDuration(spec.lengthNs) +
           (spec.rule ? u", " + base::recurrenceText(*spec.rule) : QString());
}

std::vector<items::RowColumn<Correction>> columns()
{
    const auto column = [](const QString &title, auto what) {
        return items::RowColumn<Correction>{title, Qt::AlignLeft, [what](const Correction &c, int role) -> QVariant {
                                                if (role == Qt::DisplayRole)
                                                    return what(c);
                                                if (role == widgets::DimmedRole)
                                                    return !c.holds();
                                                return role == widgets::CellKindRole
                                                           ? QVariant(static_cast<int>(widgets::CellKind::Text))
                                                           : QVariant();
                                            }};
    };
    return {column(CorrectionsDialog::tr("When"), whenText),
            column(CorrectionsDialog::tr("Reason"), [](const Correction &c) { return c.reason; }),
            column(CorrectionsDialog::tr("Approved by"), [](const Correction &c) { return c.approvedBy; }),
            column(CorrectionsDialog::tr("State"), [](const Correction &c) {
                return !c.file.isEmpty() ? CorrectionsDialog::tr("from a file")
                       : c.holds()       ? CorrectionsDialog::tr("added by %1").arg(c.addedBy)
                                         : CorrectionsDialog::tr("revoked by %1").arg(c.revokedBy);
            })};
}

} // namespace

CorrectionsDialog::CorrectionsDialog(engine::CorrectionBook &book, std::vector<Correction> files,
                                     const QString &objectiveId, const QString &actor, qint64 nowNs, QWidget *parent)
    : QDialog(parent),
      m_book(book),
      m_files(std::move(files)),
      m_objective(objectiveId),
      m_actor(actor),
      m_table(new FlatTable(tr("Excluded time"))),
      m_start(new QLineEdit),
      m_length(new QLineEdit(QStringLiteral("1h"))),
      m_zone(new QLineEdit(QStringLiteral("UTC"))),
      m_rule(new QLineEdit),
      m_reason(new QLineEdit),
      m_approved(new QLineEdit),
      m_all(new QCheckBox(tr("For all objectives"))),
      m_problem(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Warning)),
      m_revoke(new widgets::Button(tr("Revoke")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Time that does not count"));
    resize(760, 520);
    m_rows = new items::RowsModel<Correction, QString>(
        columns(), [](const Correction &c) -> QString { return c.id + c.file; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({220, 0, 120, 140});
    build(nowNs);
    connect(&m_book, &engine::CorrectionBook::changed, this, &CorrectionsDialog::fill);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        const auto *c = m_rows->at(index);
        m_revoke->setEnabled(c && c->file.isEmpty() && c->holds());
    });
    fill();
}

void CorrectionsDialog::build(qint64 nowNs)
{
    m_start->setText(QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC)
                         .addSecs(-3600)
                         .toString(QStringLiteral("yyyy-MM-ddTHH:mm:00")));
    m_rule->setPlaceholderText(QStringLiteral("FREQ=WEEKLY;BYDAY=SU"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    const auto field = [&](const QString &name, QLineEdit *edit) {
        edit->setAccessibleName(name);
        edit->setMaxLength(500);
        auto *label = new PlainLabel(name, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        form->addRow(label, edit);
    };
    field(tr("Begins, local"), m_start);
    field(tr("Lasts"), m_length);
    field(tr("Time zone"), m_zone);
    field(tr("Comes again"), m_rule);
    field(tr("Reason"), m_reason);
    field(tr("Approved by"), m_approved);
    auto *addButton = new widgets::Button(tr("Exclude"));
    addButton->setPrimary(true);
    addButton->setDefault(true);
    auto *close = new widgets::Button(tr("Close"));
    close->setAutoDefault(false);
    m_revoke->setAutoDefault(false);
    m_revoke->setEnabled(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_problem, 1);
    bottom->addWidget(makeExportButton(this, QStringLiteral("corrections"), *m_rows, *m_table, *m_problem));
    bottom->addWidget(m_revoke);
    bottom->addWidget(close);
    bottom->addWidget(addButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_table, 1);
    column->addLayout(form);
    column->addWidget(m_all);
    column->addLayout(bottom);
    connect(addButton, &QPushButton::clicked, this, &CorrectionsDialog::add);
    connect(m_revoke, &QPushButton::clicked, this, &CorrectionsDialog::revoke);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void CorrectionsDialog::fill()
{
    std::vector<Correction> shown = m_files;
    std::ranges::copy(*m_book.corrections(), std::back_inserter(shown));
    std::erase_if(shown, [this](const Correction &c) { return !c.isAbout(m_objective); });
    m_rows->setRows(std::move(shown));
}

void CorrectionsDialog::add()
{
    engine::NewCorrection made;
    if (!m_all->isChecked())
        made.objectives = {m_objective};
    made.first = QDateTime::fromString(m_start->text().trimmed().replace(u' ', u'T').left(19), Qt::ISODate);
    made.lengthNs = base::parseDuration(m_length->text().trimmed()).value_or(0);
    made.timeZone = m_zone->text().trimmed();
    made.rrule = m_rule->text().trimmed();
    made.reason = m_reason->text();
    made.approvedBy = m_approved->text();
    auto correction = engine::correctionOf(made);
    if (!correction)
        return m_problem->setText(correction.error().summary);
    m_book.add(std::move(*correction), m_actor, [dialog = QPointer(this)](const base::Result<Correction> &added) {
        if (!dialog)
            return;
        dialog->m_problem->setText(added ? QString() : added.error().summary);
        if (added)
            dialog->m_reason->clear();
    });
}

void CorrectionsDialog::revoke()
{
    const auto *c = m_rows->at(m_table->currentIndex());
    if (!c)
        return;
    auto *dialog = new ReasonDialog(tr("Revoke"), c->reason, tr("Revoke"), this);
    connect(dialog, &ReasonDialog::confirmed, this, [this, id = c->id](const QString &why) {
        m_book.revoke(id, why, m_actor, [self = QPointer(this)](const base::Status &done) {
            if (self && !done)
                self->m_problem->setText(done.error().summary);
        });
    });
    dialog->open();
}

} // namespace wf::ui
