// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/whatifdialog.h"

#include "models/base/timetext.h"
#include "ui/objectives/saving/tablesaving.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QStandardItemModel>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int mostDays = 90;

} // namespace

WhatIfDialog::WhatIfDialog(const engine::ObjectiveState &state, const AskHistory &ask, QWidget *parent)
    : QDialog(parent),
      m_state(state),
      m_table(new QStandardItemModel(this)),
      m_target(new QLineEdit(QString::number(state.objective.target * 100, 'g', 8))),
      m_days(new QLineEdit(QString::number(std::max<qint64>(1, state.objective.windowNs / base::nsPerDay)))),
      m_problem(new PlainLabel(tr("Counting 90 days"), TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_was(new widgets::BurnDownFigure),
      m_would(new widgets::BurnDownFigure),
      m_wasWords(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_wouldWords(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What if: %1").arg(state.title()));
    resize(760, 560);
    m_target->setAccessibleName(tr("Target in percent"));
    m_days->setAccessibleName(tr("Window in days"));
    for (PlainLabel *label : {m_wasWords, m_wouldWords})
        label->setWrap(true);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(10);
    fields->addWidget(new PlainLabel(tr("If the target were, %")));
    fields->addWidget(m_target);
    fields->addWidget(new PlainLabel(tr("over days")));
    fields->addWidget(m_days);
    fields->addWidget(m_problem, 1);
    auto *close = new widgets::Button(tr("Close"));
    close->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(
        makeExportButton(this, QStringLiteral("what-if-") + state.objective.id.left(80), *m_table, *this, *m_problem));
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(8);
    column->addLayout(fields);
    column->addWidget(new PlainLabel(tr("As it would have been"), TextRole::Strong));
    column->addWidget(m_would, 1);
    column->addWidget(m_wouldWords);
    column->addWidget(new PlainLabel(tr("As it was"), TextRole::Strong));
    column->addWidget(m_was, 1);
    column->addWidget(m_wasWords);
    column->addLayout(bottom);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    for (QLineEdit *edit : {m_target, m_days})
        connect(edit, &QLineEdit::textChanged, this, &WhatIfDialog::recompute);
    const qint64 longest = std::max(state.objective.windowNs, mostDays * base::nsPerDay);
    ask(engine::historyQuestion(state.objective, longest),
        [dialog = QPointer(this)](const base::Result<engine::BudgetReport> &report) {
            if (!dialog)
                return;
            if (!report)
                return dialog->m_problem->setText(report.error().summary);
            dialog->m_history = report->history;
            dialog->recompute();
        });
}

void WhatIfDialog::recompute()
{
    if (m_history.total.empty())
        return;
    bool isTarget = false;
    bool isWindow = false;
    const double target = m_target->text().toDouble(&isTarget);
    const int days = m_days->text().toInt(&isWindow);
    const bool ok = isTarget && target > 0 && target < 100 && isWindow && days >= 1 && days <= mostDays;
    m_problem->setText(ok ? QString()
                          : tr("A target is above 0 and below 100 %, a window from 1 to %1 days.").arg(mostDays));
    const auto was = engine::whatIf(m_history, m_state.objective.target, m_state.objective.windowNs);
    show(was, *m_was, *m_wasWords);
    if (!ok)
        return;
    const auto would = engine::whatIf(m_history, target / 100, days * base::nsPerDay);
    show(would, *m_would, *m_wouldWords);
    tabulate(was, would);
}

void WhatIfDialog::tabulate(const engine::WhatIf &was, const engine::WhatIf &would)
{
    m_table->clear();
    m_table->setHorizontalHeaderLabels({tr("Time"), tr("Left, as it was"), tr("Left, as it would have been")});
    for (std::size_t i = 0; i < was.left.size(); ++i) {
        const QStringList cells{base::isoTime(was.startNs + was.stepNs * static_cast<qint64>(i)),
                                percentText(was.left[i], 2),
                                percentText(i < would.left.size() ? would.left[i] : std::nan(""), 2)};
        for (int column = 0; column < 3; ++column)
            m_table->setItem(static_cast<int>(i), column, new QStandardItem(cells[column]));
    }
}

void WhatIfDialog::show(const engine::WhatIf &w, widgets::BurnDownFigure &figure, PlainLabel &words) const
{
    widgets::BurnDown shown;
    shown.startNs = w.startNs;
    shown.stepNs = w.stepNs;
    shown.left = w.left;
    shown.windowEndNs = w.startNs + w.stepNs * static_cast<qint64>(w.left.size());
    shown.freezeLimit = 1 - m_state.policies.freeze.freezeAtPercent / 100;
    shown.isInTrouble = w.leftNow <= 0;
    shown.title = m_state.title();
    figure.setBurnDown(shown);
    if (!std::isfinite(w.leftNow) && !std::isfinite(w.least))
        return words.setText(tr("There is no window of 90 days that is covered by data."));
    words.setText(tr("%1 left now; least %2 on %3; spent %4 times, %5 of the time; known for %6 of the time.")
                      .arg(percentText(w.leftNow, 1), percentText(w.least, 1),
                           w.leastAtNs > 0 ? base::isoTime(w.leastAtNs).left(10) : QStringLiteral("\u2013"))
                      .arg(w.exhaustions)
                      .arg(percentText(w.spentShare, 1), percentText(w.knownShare, 0)));
}

} // namespace wf::ui
