// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/exclusiondialog.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QSpinBox>

namespace wf::ui {

using signals::ExclusionKind;

ExclusionDialog::ExclusionDialog(const signals::Agreement &agreement, qint64 nowNs, const QString &actor,
                                 QWidget *parent)
    : QDialog(parent),
      m_agreement(agreement),
      m_id(new QLineEdit),
      m_kind(new QComboBox),
      m_clause(new QComboBox),
      m_section(new QLineEdit),
      m_start(new QDateTimeEdit),
      m_minutes(new QSpinBox),
      m_what(new QLineEdit),
      m_name(new QLineEdit(actor)),
      m_problem(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Critical))
{
    setWindowTitle(tr("Exclude time"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(480, 340);
    m_kind->addItem(tr("Planned maintenance"), static_cast<int>(ExclusionKind::PlannedMaintenance));
    m_kind->addItem(tr("Force majeure"), static_cast<int>(ExclusionKind::ForceMajeure));
    m_kind->addItem(tr("Caused by the customer"), static_cast<int>(ExclusionKind::CustomerCaused));
    m_kind->addItem(tr("Something else"), static_cast<int>(ExclusionKind::Other));
    m_clause->addItem(tr("All clauses"), QString());
    for (const auto &clause : agreement.clauses)
        m_clause->addItem(base::visibleText(clause.name, 80), clause.id);
    m_start->setDisplayFormat(QStringLiteral("yyyy-MM-dd hh:mm"));
    m_start->setTimeSpec(Qt::UTC); // shows what clocks of the contract's zone show
    m_start->setDateTime(base::shownAt(nowNs, QTimeZone(agreement.timeZone.toUtf8())));
    m_minutes->setRange(1, 366 * 1440);
    m_minutes->setValue(30);
    m_minutes->setSuffix(tr(" min"));
    auto *form = new QFormLayout;
    form->addRow(tr("Name"), m_id);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Clause"), m_clause);
    form->addRow(tr("Section"), m_section);
    form->addRow(tr("Begins (%1)").arg(base::visibleText(agreement.timeZone, 60)), m_start);
    form->addRow(tr("Lasts"), m_minutes);
    form->addRow(tr("What happened"), m_what);
    form->addRow(tr("Proposed by"), m_name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addLayout(form);
    m_problem->setWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    auto *go = new widgets::Button(tr("Propose"));
    go->setPrimary(true);
    row->addWidget(cancel);
    row->addWidget(go);
    column->addLayout(row);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(go, &QAbstractButton::clicked, this, &ExclusionDialog::propose);
}

void ExclusionDialog::propose()
{
    signals::AgreementExclusion out;
    out.id = m_id->text().trimmed();
    out.kind = static_cast<ExclusionKind>(m_kind->currentData().toInt());
    out.section = m_section->text().trimmed();
    out.reason = m_what->text().trimmed();
    if (const QString clause = m_clause->currentData().toString(); !clause.isEmpty())
        out.clauses = {clause};
    const QDateTime start = m_start->dateTime();
    auto window = base::RecurringWindow::of({QDateTime(start.date(), start.time()),
                                             QTimeZone(m_agreement.timeZone.toUtf8()),
                                             m_minutes->value() * base::nsPerMinute,
                                             {},
                                             {}});
    if (!window) {
        tell(window.error());
        return;
    }
    out.window = std::move(*window);
    Q_EMIT proposed(out, {m_name->text().trimmed(), out.reason});
}

void ExclusionDialog::tell(const base::Status &status)
{
    if (status) {
        accept();
        return;
    }
    m_problem->setText(status.error().summary);
    m_problem->show();
}

} // namespace wf::ui
