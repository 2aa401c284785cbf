// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/detail/objectivedetail.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "ui/base/budget/budgetfigures.h"
#include "ui/base/flattable.h"
#include "ui/objectives/detail/burnwindows.h"
#include "ui/objectives/detail/freezepanel.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QBoxLayout>
#include <QSplitter>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using engine::BurnAlert;
using widgets::CellKind;

signals::Severity toneOf(const BurnAlert &alert)
{
    if (!alert.isKnown)
        return signals::Severity::Unknown;
    return !alert.fires      ? signals::Severity::Ok
           : alert.rule.page ? signals::Severity::Critical
                             : signals::Severity::Warning;
}

std::vector<items::RowColumn<BurnAlert>> ruleColumns()
{
    const auto column = [](const QString &title, CellKind kind, auto what) {
        return items::RowColumn<BurnAlert>{
            title, Qt::AlignLeft, [kind, what](const BurnAlert &a, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(a);
                if (role == widgets::SeverityRole)
                    return static_cast<int>(toneOf(a));
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : QVariant();
            }};
    };
    return {column(ObjectiveDetail::tr("Rule"), CellKind::Text,
                   [](const BurnAlert &a) -> QString {
                       return a.rule.page ? ObjectiveDetail::tr("Page") : ObjectiveDetail::tr("Ticket");
                   }),
            column(ObjectiveDetail::tr("Needs both"), CellKind::Text,
                   [](const BurnAlert &a) -> QString {
                       return ObjectiveDetail::tr("%1 and %2 over %3\u00d7")
                           .arg(base::humanDuration(a.rule.longNs), base::humanDuration(a.rule.shortNs),
                                QString::number(a.rule.factor));
                   }),
            column(ObjectiveDetail::tr("State"), CellKind::Severity, [](const BurnAlert &a) -> QString {
                return !a.isKnown ? ObjectiveDetail::tr("not known")
                       : a.fires  ? ObjectiveDetail::tr("firing")
                       : a.isHeld ? ObjectiveDetail::tr("held, low traffic")
                                  : ObjectiveDetail::tr("quiet");
            })};
}

widgets::Panel *framed(QWidget *content)
{
    return new widgets::Panel(content);
}

} // namespace

ObjectiveDetail::ObjectiveDetail(QWidget *parent)
    : QWidget(parent),
      m_numbers(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary)),
      m_budget(new widgets::BurnDownFigure),
      m_tonight(new widgets::BurnDownFigure),
      m_burn(new BurnWindows),
      m_rules(new FlatTable(tr("Rules of the objective"))),
      m_freeze(new FreezePanel)
{
    m_head = new widgets::Panel(new QWidget);
    m_head->setFixedHeight(34);
    m_head->addHeaderWidget(m_numbers);
    for (widgets::BurnDownFigure *figure : {m_budget, m_tonight}) {
        figure->setOffersQuery(true);
        connect(figure, &widgets::BurnDownFigure::changesAsked, this, &ObjectiveDetail::changesAsked);
        connect(figure, &widgets::BurnDownFigure::queryAsked, this, &ObjectiveDetail::queryAsked);
    }
    m_budgetPanel = framed(m_budget);
    m_tonightPanel = framed(m_tonight);
    m_ruleRows = new items::RowsModel<BurnAlert, qint64>(
        ruleColumns(), [](const BurnAlert &a) { return a.rule.longNs; }, this);
    m_rules->setModel(m_ruleRows);
    m_rules->setColumnWidths({64, 0, 116});
    m_rules->setMinimumHeight(90);
    m_rules->setMaximumHeight(160);
    auto *burn = new QWidget;
    auto *burnColumn = new QVBoxLayout(burn);
    burnColumn->setContentsMargins(8, 2, 0, 0);
    burnColumn->setSpacing(4);
    burnColumn->addWidget(m_burn);
    burnColumn->addWidget(m_rules);
    burnColumn->addStretch(1);
    m_burnPanel = framed(burn);
    m_burnPanel->setTitle(tr("Burn rate by window"));
    auto *figures = new QSplitter(Qt::Horizontal);
    figures->addWidget(m_budgetPanel);
    figures->addWidget(m_tonightPanel);
    figures->setSizes({340, 280});
    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(figures, 1);
    leftColumn->addWidget(m_freeze);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(left);
    split->addWidget(m_burnPanel);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 1);
    split->setSizes({620, 320});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(split, 1);
}

void ObjectiveDetail::clear()
{
    setVisible(false);
}

void ObjectiveDetail::setState(const engine::ObjectiveState &state, qint64 nowNs, bool mayDecide, bool isDecided)
{
    setVisible(true);
    showHead(state);
    for (widgets::Panel *panel : {m_budgetPanel, m_tonightPanel}) {
        if (state.isKnown())
            panel->showContent();
        else if (state.error)
            panel->showError(tr("Not known"), *state.error);
        else
            panel->showEmpty(tr("Nothing was counted"), state.report.problems.value(0));
    }
    showBudget(state);
    showTonight(state, nowNs);
    m_burn->setState(state);
    m_ruleRows->setRows(state.report.alerts);
    m_freeze->setState(state, mayDecide, isDecided);
    m_budgetPanel->setCompleteness(state.completeness, nowNs);
}

void ObjectiveDetail::showHead(const engine::ObjectiveState &s)
{
    const auto &o = s.objective;
    m_head->setSeverityIcon(widgets::severityIconName(s.severity));
    QString what = o.description.isEmpty() ? tr("%1 of %2").arg(targetText(o), o.service) : o.description;
    if (s.error)
        what = s.error->summary;
    else if (!s.isKnown())
        what =
            s.report.problems.value(0, tr("nothing happened in its window, so nothing is spent and nothing is proved"));
    m_head->setTitle(s.title(), what);
    if (!s.isKnown())
        return m_numbers->setText({});
    const auto &r = s.report;
    const QString events = r.countsSlices ? tr("bad slices") : r.countsSamples ? tr("bad samples") : tr("bad events");
    const QString left = std::isfinite(r.leftEvents)
                             ? tr("%1 of %2 %3 left")
                                   .arg(base::groupedInteger(std::llround(std::max(0.0, r.leftEvents))),
                                        base::groupedInteger(std::llround(r.allowedEvents)), events)
                             : tr("%1 min left").arg(base::groupedInteger(std::llround(std::max(0.0, r.leftMinutes))));
    m_numbers->setText(tr("%1 good").arg(percentText(r.compliance, 3)) + QStringLiteral("    ") + left);
}

void ObjectiveDetail::showBudget(const engine::ObjectiveState &s)
{
    widgets::BurnDown shown = burnDownOf(s);
    shown.freezeLimit = 1 - s.policies.freeze.freezeAtPercent / 100;
    shown.anomalies = m_unusual;
    std::vector<const engine::BudgetTaken *> largest;
    for (const auto &one : s.spent.incidents)
        if (one.points >= 1)
            largest.push_back(&one);
    std::ranges::sort(largest, std::ranges::greater(), &engine::BudgetTaken::points);
    for (const auto *one : largest)
        shown.marks.push_back({one->incident.range.endNs,
                               tr("%1, \u2212%2 %").arg(one->incident.title, QString::number(one->points, 'f', 1))});
    m_budget->setBurnDown(shown);
    m_budgetPanel->setTitle(s.objective.rolling ? tr("Budget, %1").arg(base::humanDuration(s.objective.windowNs))
                                                : tr("Budget of this %1").arg(s.objective.calendarUnit));
}

// The last hours against the budget of the whole window, and where it goes in as long a time.
void ObjectiveDetail::showTonight(const engine::ObjectiveState &s, qint64 nowNs)
{
    const auto &r = s.report;
    const auto &recent = r.recent;
    widgets::BurnDown shown;
    shown.hasHours = true;
    shown.isInTrouble = s.severity <= signals::Severity::Warning;
    shown.title = tr("%1, last hours").arg(s.title());
    shown.anomalies = m_unusual;
    const qint64 span = 2 * base::nsPerHour;
    shown.nowNs = r.window.endNs > 0 ? r.window.endNs : nowNs;
    shown.startNs = shown.nowNs - span;
    shown.windowEndNs = shown.nowNs + span;
    shown.stepNs = recent.stepNs;
    shown.leftNow = r.left;
    if (s.isKnown() && recent.stepNs > 0 && r.allowedEvents > 0) {
        // Backwards from what is left now: what each step cost is put back.
        std::vector<double> left(recent.total.size(), r.left);
        double back = 0;
        for (std::size_t i = left.size(); i-- > 0;) {
            left[i] = r.left + back;
            back += std::isfinite(recent.bad[i]) ? std::max(0.0, recent.bad[i]) / r.allowedEvents : 0;
        }
        const auto first = std::min<std::size_t>(
            left.size(),
            static_cast<std::size_t>(std::max<qint64>(0, (shown.startNs - recent.startNs) / recent.stepNs)));
        shown.firstNs = recent.startNs + static_cast<qint64>(first) * recent.stepNs;
        shown.left.assign(left.begin() + static_cast<std::ptrdiff_t>(first), left.end());
        const double highest = shown.left.empty() ? r.left : *std::ranges::max_element(shown.left);
        shown.highest = std::clamp(std::ceil(highest * 4) / 4, 0.25, 1.0);
        if (r.exhaustedInNs && r.left > 0) {
            shown.exhaustedAtNs = shown.nowNs + *r.exhaustedInNs;
            if (r.exhaustedBetweenNs && r.exhaustedBetweenNs->high < 9e18) {
                shown.exhaustedFromNs = shown.nowNs + static_cast<qint64>(r.exhaustedBetweenNs->low);
                shown.exhaustedToNs = shown.nowNs + static_cast<qint64>(r.exhaustedBetweenNs->high);
            }
        }
    }
    m_tonight->setBurnDown(shown);
    m_tonightPanel->setTitle(tr("Last hours"), tr("with forecast at the present rate"));
}

} // namespace wf::ui
