// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/contractview.h"

#include "models/base/csv.h"
#include "models/base/duration.h"
#include "ui/agreements/agreementwords.h"
#include "ui/base/flattable.h"
#include "widgets/base/celldelegate.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"
#include "widgets/figure/allowancefigure.h"

#include <QBoxLayout>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using widgets::CellKind;

namespace {

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

QString minutes(qint64 ns)
{
    return ContractView::tr("%1 min").arg(static_cast<double>(ns) / 6e10, 0, 'f', 1);
}

QString targetText(const signals::AgreementClause &clause)
{
    return QStringLiteral("≥ ") + clause.target.shortText() + QStringLiteral("\u2009% ") + clause.description;
}

} // namespace

ContractView::ContractView(QWidget *parent)
    : QWidget(parent),
      m_name(new widgets::PlainLabel({}, widgets::TextRole::Title)),
      m_terms(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary)),
      m_sentence(new widgets::PlainLabel({}, widgets::TextRole::Strong)),
      m_how(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Tertiary)),
      m_figure(new widgets::AllowanceFigure)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(12, 10, 12, 10);
    words->setSpacing(4);
    for (widgets::PlainLabel *label : {m_name, m_terms, m_sentence}) {
        label->setWrap(label != m_name);
        words->addWidget(label);
    }
    column->addLayout(words);
    buildClauses();
    buildLedger();
    m_figurePanel = new widgets::Panel(m_figure);
    auto *ledger = new widgets::Panel(m_ledger);
    ledger->setTitle(tr("What counts"), tr("incidents, what is not counted, and what is owed"));
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_clauses);
    split->addWidget(m_figurePanel);
    split->addWidget(ledger);
    split->setSizes({200, 190, 230});
    column->addWidget(split, 1);
    m_how->setWrap(true);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 6, 12, 8);
    foot->addWidget(m_how);
    column->addLayout(foot);
    setFocusProxy(m_clauses);
}

void ContractView::buildClauses()
{
    using Row = ClauseRow;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Clause"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.clause.name;
                           case widgets::SecondLineRole:
                               return targetText(r.clause);
                           case widgets::SeverityRole:
                               return static_cast<int>(severityOf(r.result.state));
                           case widgets::CellKindRole:
                               return kind(CellKind::Severity);
                           default:
                               return {};
                           }
                       }});
    columns.push_back({tr("Target"), Qt::AlignLeft, [](const Row &r, int role) {
                           return role == Qt::DisplayRole ? targetText(r.clause) : QVariant();
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
    columns.push_back({tr("Periods before"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == widgets::SeveritiesRole)
                               return QVariant::fromValue(r.past);
                           if (role == widgets::CellKindRole)
                               return kind(CellKind::States);
                           return {};
                       }});
    m_clauseRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.clause.id; }, this);
    m_clauses = new FlatTable(tr("Clauses of the contract"));
    m_clauses->setModel(m_clauseRows);
    m_clauses->setColumnWidths({0, 170, 80, 84, 140, 92, 120});
    m_clauses->setDroppedWhenNarrow({6, 3, 1});
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
    const auto text = [](QString Row::*field) {
        return [field](const Row &r, int role) -> QVariant { return role == Qt::DisplayRole ? r.*field : QVariant(); };
    };
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("What"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.what;
                           if (role == widgets::SeverityRole && r.severity != signals::Severity::Unknown)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole && r.severity != signals::Severity::Unknown
                                      ? kind(CellKind::Severity)
                                      : QVariant();
                       }});
    columns.push_back({tr("When"), Qt::AlignLeft, text(&Row::when)});
    columns.push_back({tr("Why"), Qt::AlignLeft, text(&Row::why)});
    columns.push_back({tr("Figure"), Qt::AlignRight, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.figure;
                           return role == widgets::CellKindRole ? kind(CellKind::Number) : QVariant();
                       }});
    m_ledgerRows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) -> QString { return r.what + u'|' + r.when + u'|' + r.why; }, this);
    m_ledger = new FlatTable(tr("What counts and what is owed"));
    m_ledger->setModel(m_ledgerRows);
    m_ledger->setColumnWidths({190, 170, 0, 110});
    m_ledger->setDroppedWhenNarrow({1});
}

std::vector<ContractView::ClauseRow> ContractView::clauseRows() const
{
    std::vector<ClauseRow> rows;
    const auto &p = m_state.period;
    for (std::size_t i = 0; i < p.clauses.size(); ++i) {
        ClauseRow row{m_state.agreement.clauses[i], p.clauses[i], tr("none"), false, {}};
        for (const auto &line : p.lines) {
            if (line.clause != row.clause.id || (line.isAtRisk && row.credit != tr("none")))
                continue;
            const QString amount = moneyText(line.amount, m_state.agreement.money.currency);
            row.credit = line.isAtRisk ? u'(' + amount + u')' : amount;
            row.isAtRisk = line.isAtRisk;
        }
        for (const auto &period : m_state.past.periods)
            for (const auto &[id, state] : period.clauses)
                if (id == row.clause.id)
                    row.past.push_back(static_cast<int>(severityOf(state)));
        row.past.push_back(static_cast<int>(severityOf(row.result.state)));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<ContractView::LedgerRow> ContractView::ledgerRows() const
{
    std::vector<LedgerRow> rows;
    const auto &a = m_state.agreement;
    const auto &p = m_state.period;
    const QString currency = a.money.currency;
    const auto clauseOf = [&](const QString &id) {
        const auto found = std::ranges::find(a.clauses, id, &signals::AgreementClause::id);
        return found == a.clauses.end() ? id : found->number + u' ' + found->name;
    };
    for (const auto &line : p.lines) {
        const auto clause = std::ranges::find(a.clauses, line.clause, &signals::AgreementClause::id);
        const auto &tier = clause->tiers[line.tier];
        const QString span =
            tier.notBelow ? tr("below %1 %, not below %2 %").arg(tier.below.shortText(), tier.notBelow->shortText())
                          : tr("below %1 %").arg(tier.below.shortText());
        const QString amount = moneyText(line.amount, currency);
        rows.push_back({clauseOf(line.clause), percentText(line.percent),
                        line.feePercent ? tr("%1: %2 % of the fee").arg(span, line.feePercent->shortText()) : span,
                        line.isAtRisk ? u'(' + amount + u')' : amount,
                        line.isAtRisk ? signals::Severity::Warning : signals::Severity::Critical, false});
    }
    if (!currency.isEmpty()) {
        if (p.cap)
            rows.push_back({tr("Cap"),
                            {},
                            p.isCapReached ? tr("reached") : tr("not reached"),
                            moneyText(*p.cap, currency),
                            signals::Severity::Unknown,
                            false});
        rows.push_back({tr("Due"),
                        {},
                        p.isFinal ? tr("for the whole period") : tr("for certain, so far"),
                        moneyText(p.due, currency),
                        signals::Severity::Unknown,
                        true});
    }
    for (const auto &incident : p.incidents) {
        const auto index = std::ranges::find(p.clauses, m_clause, &signals::ClauseResult::clause) - p.clauses.begin();
        const auto used = static_cast<std::size_t>(index) < incident.usedNs.size()
                              ? incident.usedNs[static_cast<std::size_t>(index)]
                              : 0;
        rows.push_back({incident.id, whenText(incident.range, a.timeZone), incident.title, minutes(used),
                        incident.isOpen ? signals::Severity::Critical : signals::Severity::Unknown, false});
    }
    for (const auto &exclusion : p.exclusions)
        rows.push_back(
            {tr("Not counted: %1").arg(exclusion.id),
             exclusion.ranges.empty() ? QString() : whenText(exclusion.ranges.front(), a.timeZone),
             exclusion.whyNot.isEmpty() ? exclusion.reason : tr("%1 – %2").arg(exclusion.reason, exclusion.whyNot),
             minutes(exclusion.excludedNs), exclusion.holds ? signals::Severity::Unknown : signals::Severity::Warning,
             false});
    return rows;
}

void ContractView::show(const engine::AgreementState &state)
{
    const bool isOther = m_state.agreement.id != state.agreement.id;
    m_state = state;
    m_name->setText(state.agreement.counterpart().name + QStringLiteral("   ") + state.agreement.reference);
    m_terms->setText(termsText(state.agreement));
    m_sentence->setText(standing(state));
    m_clauseRows->setRows(clauseRows());
    if (isOther && m_clauseRows->rowCount() > 0) {
        m_clause = m_clauseRows->rows().front().clause.id;
        m_clauses->setCurrentIndex(m_clauseRows->index(0, 0));
    }
    showClause();
}

void ContractView::showClause()
{
    m_ledgerRows->setRows(ledgerRows());
    const auto row =
        std::ranges::find_if(m_clauseRows->rows(), [&](const ClauseRow &r) { return r.clause.id == m_clause; });
    if (row == m_clauseRows->rows().end()) {
        m_figurePanel->showEmpty(tr("No figure"), m_state.error ? m_state.error->summary : QString());
        m_how->setText({});
        return;
    }
    const auto &result = row->result;
    m_figurePanel->setTitle(tr("Allowance used"), row->clause.name);
    if (result.curve.empty()) {
        m_figurePanel->showEmpty(row->clause.measure == signals::ClauseMeasure::Response ? tr("Counted by incidents")
                                                                                         : tr("No data"),
                                 result.evidence.problems.value(0, allowanceText(row->clause, result)));
    } else {
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
    QStringList how;
    if (!row->clause.method.isEmpty())
        how << row->clause.method;
    if (result.bestPercent.isKnown() && result.measured.endNs < result.window.endNs)
        how << tr("At best %1 at the end of the window.").arg(percentText(result.bestPercent));
    how += result.evidence.problems + result.evidence.notes;
    if (!result.evidence.queries.isEmpty())
        how << tr("Counted as %1.").arg(result.evidence.queries.join(tr(" over ")));
    how << tr("Data SHA-256 %1.").arg(result.evidence.sha256.left(16));
    m_how->setText(how.join(u' '));
}

QString ContractView::clausesAsCsv() const
{
    QString out = base::csvLine({tr("Clause"), tr("Name"), tr("Target %"), tr("Measured %"), tr("Used s"),
                                 tr("Allowed s"), tr("State"), tr("Credit")}) +
                  QStringLiteral("\r\n");
    for (const ClauseRow &row : m_clauseRows->rows())
        out += base::csvLine({row.clause.number, row.clause.name, row.clause.target.shortText(),
                              row.result.percent.text(), QString::number(row.result.usedNs / base::nsPerSecond),
                              QString::number(row.result.allowedNs / base::nsPerSecond), stateWord(row.result.state),
                              row.credit}) +
               QStringLiteral("\r\n");
    return out;
}

} // namespace wf::ui
