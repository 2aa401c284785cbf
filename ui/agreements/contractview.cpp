// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/contractview.h"

#include "ui/agreements/agreementwords.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/figure/allowancefigure.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using signals::ClauseState;
using widgets::CellKind;
using widgets::PlainLabel;
using Tone = PlainLabel::Tone;

namespace {

constexpr int clauseHeight = 36; // two lines and air
constexpr int mostClauses = 5;   // more scroll
constexpr int ledgerHeight = 34;
constexpr int pastHeight = 20;
constexpr std::size_t shownPeriods = 12; // with the one that is looked at

QVariant kind(CellKind kind)
{
    return static_cast<int>(kind);
}

// The full mark stands at 80 % of the bar, so that what is over is seen.
double barOf(const signals::ClauseResult &result)
{
    if (result.allowedNs <= 0)
        return 0;
    return std::clamp(0.8 * static_cast<double>(result.usedNs) / static_cast<double>(result.allowedNs), 0.0, 1.0);
}

QString targetText(const signals::AgreementClause &clause)
{
    return QStringLiteral("≥ ") + clause.target.shortText() + QStringLiteral("\u2009% ") + clause.description;
}

} // namespace

ContractView::ContractView(QWidget *parent)
    : QWidget(parent),
      m_name(new PlainLabel({}, widgets::TextRole::Title)),
      m_reference(new PlainLabel({}, widgets::TextRole::Mono, Tone::Secondary)),
      m_breached(new PlainLabel({}, widgets::TextRole::Strong, Tone::Critical)),
      m_risky(new PlainLabel({}, widgets::TextRole::Strong, Tone::Warning)),
      m_terms(new PlainLabel({}, widgets::TextRole::Small, Tone::Secondary)),
      m_sentence(new PlainLabel({}, widgets::TextRole::Base)),
      m_figure(new widgets::AllowanceFigure)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(column);
    buildClauses();
    buildLedger();
    buildPast();
    m_figurePanel = new widgets::Panel(m_figure);
    m_figurePanel->setMinimumHeight(126);
    m_ledgerPanel->setMinimumHeight(100);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(m_figurePanel);
    split->addWidget(m_ledgerPanel);
    split->setSizes({170, 230});
    column->addWidget(m_clauses);
    column->addWidget(split, 1);
    column->addWidget(m_pastPanel);
    leadFocus(this, m_clauses);
}

// Names first; the bar gives way, and the state, which the mark tells too, is written where there is room.
void ContractView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_clauses->setColumnWidths(width() < 540 ? std::vector{30, 0, 76, 400, 116, 84}
                                             : std::vector{30, 0, 84, 116, 150, 92});
}

void ContractView::buildHead(QVBoxLayout *column)
{
    auto *words = new QVBoxLayout;
    words->setContentsMargins(12, 8, 12, 8);
    words->setSpacing(3);
    auto *first = new QHBoxLayout;
    first->setSpacing(10);
    m_name->setElide(Qt::ElideRight);
    first->addWidget(m_name, 1);
    for (PlainLabel *label : {m_reference, m_breached, m_risky})
        first->addWidget(label);
    words->addLayout(first);
    for (PlainLabel *label : {m_terms, m_sentence}) {
        label->setWrap(true);
        words->addWidget(label);
    }
    column->addLayout(words);
}

void ContractView::buildClauses()
{
    using Row = ClauseRow;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({{}, Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(severityOf(r.result.state));
                           if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
                               return stateWord(r.result.state);
                           return role == widgets::CellKindRole ? kind(CellKind::Severity) : QVariant();
                       }});
    columns.push_back({tr("Clause"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.clause.name;
                           case widgets::SecondLineRole:
                               return targetText(r.clause);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("Measured"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return percentText(r.result.percent);
                           case widgets::ToneRole:
                               return static_cast<int>(severityOf(r.result.state));
                           case widgets::CellKindRole:
                               return kind(CellKind::Number);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("State"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           return role == Qt::DisplayRole ? stateWord(r.result.state) : QVariant();
                       }});
    columns.push_back({tr("Allowance used"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           const bool hasBar =
                               r.result.percent.isKnown() && r.clause.measure != signals::ClauseMeasure::Response;
                           switch (role) {
                           case Qt::DisplayRole:
                               return allowanceText(r.clause, r.result);
                           case widgets::FractionRole:
                               return hasBar ? QVariant(barOf(r.result)) : QVariant();
                           case widgets::MarkRole:
                               return 0.8;
                           case widgets::SecondLineRole:
                               return hasBar ? QVariant(QString()) : QVariant();
                           case widgets::ToneRole:
                               return static_cast<int>(severityOf(r.result.state));
                           case widgets::CellKindRole:
                               return hasBar ? kind(CellKind::Budget) : QVariant();
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("Credit"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.credit;
                           case widgets::ToneRole:
                               return r.credit == tr("none")
                                          ? QVariant()
                                          : QVariant(static_cast<int>(r.isAtRisk ? signals::Severity::Warning
                                                                                 : signals::Severity::Critical));
                           case widgets::CellKindRole:
                               return kind(CellKind::Number);
                           default:
                               return {};
                           }
                       }});
    m_clauseRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.clause.id; }, this);
    m_clauses = new FlatTable(tr("Clauses of the contract"));
    m_clauses->setModel(m_clauseRows);
    m_clauses->setDroppedWhenNarrow({3});
    m_clauses->verticalHeader()->setDefaultSectionSize(clauseHeight);
    connect(m_clauses, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_clauseRows->at(index)) {
            m_clause = row->clause.id;
            showClause();
        }
    });
}

void ContractView::buildLedger()
{
    using Row = LedgerRow;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("What"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.what;
                           return role == widgets::SecondLineRole ? QVariant(r.when) : QVariant();
                       }});
    columns.push_back({tr("Why"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           return role == Qt::DisplayRole ? QVariant(r.why) : QVariant();
                       }});
    columns.push_back({tr("Figure"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.figure;
                           case widgets::ToneRole:
                               return r.severity == signals::Severity::Unknown ? QVariant()
                                                                               : QVariant(static_cast<int>(r.severity));
                           case widgets::CellKindRole:
                               return kind(CellKind::Number);
                           default:
                               return {};
                           }
                       }});
    m_ledgerRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) -> QString { return r.what + u'|' + r.when + u'|' + r.why; }, this);
    m_ledger = new FlatTable(tr("What counts and what is owed"));
    m_ledger->setModel(m_ledgerRows);
    m_ledger->setColumnWidths({0, 0, 96});
    m_ledger->verticalHeader()->setDefaultSectionSize(ledgerHeight);
    m_ledgerSide = new widgets::Segmented({tr("What counts"), tr("Missed"), tr("Evidence")});
    m_ledgerPanel = new widgets::Panel(m_ledger);
    m_ledgerPanel->addHeaderWidget(m_ledgerSide);
    connect(m_ledgerSide, &widgets::Segmented::currentChanged, this, &ContractView::fillLedger);
}

void ContractView::buildPast()
{
    using Row = PastRow;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Clause"), Qt::AlignLeft, [](const Row &r, int role) {
                           return role == Qt::DisplayRole ? QVariant(r.clause) : QVariant();
                       }});
    columns.push_back({tr("Periods"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                           case Qt::AccessibleTextRole:
                               return r.words;
                           case widgets::SeveritiesRole:
                               return QVariant::fromValue(r.severities);
                           case widgets::CellKindRole:
                               return kind(CellKind::States);
                           default:
                               return {};
                           }
                       }});
    m_pastRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.clause; }, this);
    m_past = new FlatTable(tr("How the periods before ended"));
    m_past->setModel(m_pastRows);
    m_past->horizontalHeader()->hide();
    m_past->verticalHeader()->setDefaultSectionSize(pastHeight);
    m_past->setColumnWidths({150, 0});
    m_pastPanel = new widgets::Panel(m_past);
}

std::vector<ContractView::ClauseRow> ContractView::clauseRows() const
{
    std::vector<ClauseRow> rows;
    const auto &p = m_state.period;
    for (std::size_t i = 0; i < p.clauses.size(); ++i) {
        ClauseRow row{m_state.agreement.clauses[i], p.clauses[i], tr("none"), false};
        for (const auto &line : p.lines) {
            if (line.clause != row.clause.id || (line.isAtRisk && row.credit != tr("none")))
                continue;
            const QString amount = moneyText(line.amount, m_state.agreement.money.currency);
            row.credit = line.isAtRisk ? u'(' + amount + u')' : amount;
            row.isAtRisk = line.isAtRisk;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void ContractView::show(const engine::AgreementState &state)
{
    const bool isOther = m_state.agreement.id != state.agreement.id;
    m_state = state;
    const auto chip = [](PlainLabel *label, int count, const QString &words) {
        label->setText(words);
        label->setVisible(count > 0);
    };
    const int breached = state.period.count(ClauseState::Breached);
    const int risky = state.period.count(ClauseState::AtRisk);
    chip(m_breached, breached, tr("%1 breached").arg(breached));
    chip(m_risky, risky, tr("%1 at risk").arg(risky));
    m_name->setText(state.agreement.counterpart().name);
    m_reference->setText(state.agreement.reference);
    const bool isByUs = state.agreement.direction == signals::PromiseDirection::ByUs;
    m_terms->setText((isByUs ? tr("Promised by us. %1") : tr("Promised to us. %1")).arg(termsText(state.agreement)));
    m_sentence->setText(standing(state));
    m_clauseRows->setRows(clauseRows());
    m_clauses->setFixedHeight(m_clauses->horizontalHeader()->height() +
                              std::clamp(m_clauseRows->rowCount(), 1, mostClauses) * clauseHeight + 2);
    if (isOther && m_clauseRows->rowCount() > 0) {
        m_clause = m_clauseRows->rows().front().clause.id;
        m_clauses->setCurrentIndex(m_clauseRows->index(0, 0));
    }
    fillPast();
    showClause();
}

void ContractView::fillPast()
{
    const auto &past = m_state.past.periods;
    const std::size_t first = past.size() >= shownPeriods ? past.size() - (shownPeriods - 1) : 0;
    std::vector<PastRow> rows;
    for (std::size_t i = 0; i < m_state.period.clauses.size(); ++i) {
        const auto &clause = m_state.agreement.clauses[i];
        PastRow row{numberedName(clause), {}, {}};
        QStringList words;
        const auto add = [&](ClauseState state, base::TimeRange period) {
            row.severities.push_back(static_cast<int>(severityOf(state)));
            words << engine::periodName(m_state.agreement, period) + u' ' + stateWord(state);
        };
        for (std::size_t k = first; k < past.size(); ++k)
            for (const auto &[id, state] : past[k].clauses)
                if (id == clause.id)
                    add(state, past[k].period);
        add(m_state.period.clauses[i].state, m_state.period.period);
        row.words = words.join(QStringLiteral(", "));
        rows.push_back(std::move(row));
    }
    m_pastRows->setRows(std::move(rows));
    m_pastPanel->setVisible(!past.empty() && m_pastRows->rowCount() > 0);
    if (past.empty())
        return;
    m_pastPanel->setTitle(tr("Periods before"), tr("%1 to %2, oldest first")
                                                    .arg(engine::periodName(m_state.agreement, past[first].period),
                                                         engine::periodName(m_state.agreement, m_state.period.period)));
    const int head = widgets::Theme::current().headerHeight;
    const int shown = std::min(m_pastRows->rowCount(), mostClauses);
    m_pastPanel->setMinimumHeight(head + std::min(shown, 2) * pastHeight + 10); // a low window scrolls them
    m_pastPanel->setMaximumHeight(head + shown * pastHeight + 10);
}

void ContractView::fillLedger()
{
    const auto make = m_ledgerSide->current() == 0   ? countedRows
                      : m_ledgerSide->current() == 1 ? missedRows
                                                     : evidenceRows;
    m_ledgerRows->setRows(make(m_state, m_clause));
    if (m_ledgerSide->current() == 1 && m_ledgerRows->rowCount() == 0)
        m_ledgerPanel->showEmpty(tr("Nothing was missed"),
                                 tr("of this clause in this period, as far as it is measured"));
    else
        m_ledgerPanel->showContent();
}

void ContractView::showClause()
{
    fillLedger();
    const auto row =
        std::ranges::find_if(m_clauseRows->rows(), [&](const ClauseRow &r) { return r.clause.id == m_clause; });
    if (row == m_clauseRows->rows().end()) {
        m_figurePanel->setTitle(tr("Allowance used"));
        m_figurePanel->showEmpty(tr("No figure"), m_state.error ? m_state.error->summary : QString());
        return;
    }
    const auto &result = row->result;
    m_figurePanel->setTitle(tr("Allowance used"), row->clause.name);
    if (result.curve.empty()) {
        m_figurePanel->showEmpty(row->clause.measure == signals::ClauseMeasure::Response ? tr("Counted by incidents")
                                                                                         : tr("No data"),
                                 result.evidence.problems.value(0, allowanceText(row->clause, result)));
        return;
    }
    widgets::AllowanceShown shown;
    shown.startNs = result.window.startNs;
    shown.endNs = result.window.endNs;
    shown.allowed = static_cast<double>(result.allowedNs) / 6e10;
    shown.spentAtNs = result.spentNs.value_or(0);
    shown.title = row->clause.name;
    for (const auto &point : result.curve)
        shown.used.emplace_back(static_cast<double>(point.atNs), static_cast<double>(point.usedNs) / 6e10);
    m_figure->setAllowance(shown);
    m_figurePanel->showContent();
}

} // namespace wf::ui
