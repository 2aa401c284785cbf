// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/list/rulecells.h"

#include "models/base/duration.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

#include <QCoreApplication>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::KnownRule;
using engine::RuleCondition;
using engine::RuleRow;
using signals::Severity;
using Kind = RuleRow::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Rules", text);
}

QString tookText(qint64 ns)
{
    const double ms = static_cast<double>(ns) / 1e6;
    return ms > 0 ? tr("%1\u2009ms").arg(ms, 0, 'f', ms < 10 ? 1 : 0) : QString();
}

QString agoText(qint64 ns, const base::Clock &clock)
{
    if (ns == 0)
        return tr("never");
    const qint64 age = std::max<qint64>(0, clock.nowNs() - ns);
    return tr("%1 ago").arg(base::humanDuration(age - age % base::nsPerSecond));
}

QString stateOf(const RuleRow &row)
{
    if (row.rule)
        return stateWords(*row.rule);
    if (row.kind == Kind::Head)
        return {};
    return row.count == 1 ? tr("1 rule") : tr("%1 rules").arg(row.count);
}

QString saysOf(const RuleRow &row)
{
    if (row.error)
        return row.error->summary;
    if (row.kind == Kind::File)
        return row.path == row.title ? QString() : row.path;
    if (row.kind == Kind::Group && row.intervalNs > 0)
        return tr("every %1").arg(base::promDuration(row.intervalNs));
    if (!row.rule)
        return {};
    return row.rule->rule.lastError.isEmpty() ? row.rule->rule.query.simplified() : row.rule->rule.lastError;
}

QString spoken(const RuleRow &row, const base::Clock &clock)
{
    QStringList out;
    if (row.rule) {
        out << signals::severityName(row.mark) << row.title << stateOf(row) << row.rule->rule.group
            << row.rule->sourceName << agoText(row.rule->rule.lastEvaluationNs, clock) << row.rule->rule.lastError;
    } else {
        out << row.title << stateOf(row);
        if (row.mark < Severity::Ok)
            out << signals::severityName(row.mark);
    }
    out.removeAll(QString());
    return out.join(u", "_s);
}

QVariant treeRole(const RuleRow &row, int role, const base::Clock &clock)
{
    switch (role) {
    case widgets::RowKeyRole:
        return QVariant::fromValue(row.key);
    case widgets::GroupRole:
        return row.kind == Kind::Head;
    case widgets::GroupCountRole:
        return row.count;
    case widgets::GroupCollapsedRole:
        return !row.isOpen;
    case widgets::DepthRole:
        return row.depth;
    case widgets::TreeRole:
        if (row.kind == Kind::Head)
            return {};
        return static_cast<int>(row.rule     ? widgets::TreePart::Leaf
                                : row.isOpen ? widgets::TreePart::Open
                                             : widgets::TreePart::Closed);
    case widgets::SeverityRole: // healthy is quiet
        return row.mark == Severity::Ok ? QVariant() : QVariant(static_cast<int>(row.mark));
    case widgets::AccessibleRowRole:
        return spoken(row, clock);
    default:
        return {};
    }
}

using Text = std::function<QString(const RuleRow &)>;

items::RowColumn<RuleRow> column(const QString &title, Qt::Alignment alignment, Text text)
{
    return {title, alignment, [text = std::move(text)](const RuleRow &row, int role) -> QVariant {
                return role == Qt::DisplayRole ? QVariant(text(row)) : QVariant();
            }};
}

QVariant toneOf(const RuleRow &row)
{
    if (row.rule && row.rule->condition <= RuleCondition::Firing)
        return static_cast<int>(row.mark);
    return {};
}

} // namespace

QString stateWords(const KnownRule &rule)
{
    switch (rule.condition) {
    case RuleCondition::Failing:
        return tr("fails");
    case RuleCondition::Late:
        return tr("late");
    case RuleCondition::Firing:
        return rule.firing == 1 ? tr("fires") : tr("fires %1").arg(rule.firing);
    case RuleCondition::Pending:
        return rule.pending == 1 ? tr("pending") : tr("pending %1").arg(rule.pending);
    case RuleCondition::Unknown:
        return tr("not evaluated");
    case RuleCondition::Fine:
        break;
    }
    return tr("fine");
}

std::vector<int> ruleRowKinds()
{
    using widgets::CellKind;
    std::vector<int> out;
    for (const auto kind :
         {CellKind::Severity, CellKind::Text, CellKind::Text, CellKind::Number, CellKind::Number, CellKind::Mono})
        out.push_back(static_cast<int>(kind));
    return out;
}

RuleRowsModel *makeRuleRows(const base::Clock &clock, std::function<bool(const QString &)> hasDraft, QObject *parent)
{
    const auto name = [&clock](const RuleRow &row, int role) -> QVariant {
        if (role == Qt::DisplayRole)
            return row.title;
        if (role == Qt::ToolTipRole)
            return row.kind == Kind::File ? row.path : row.title;
        return treeRole(row, role, clock);
    };
    const auto state = [hasDraft = std::move(hasDraft)](const RuleRow &row, int role) -> QVariant {
        const bool isDraft = row.rule && hasDraft(row.rule->key);
        if (role == Qt::DisplayRole)
            return isDraft ? tr("not saved, %1").arg(stateOf(row)) : stateOf(row);
        if (role == widgets::IconRole)
            return isDraft ? QVariant(u"edit"_s) : QVariant();
        if (role == widgets::ToneRole)
            return isDraft ? QVariant(static_cast<int>(Severity::Warning)) : toneOf(row);
        return {};
    };
    const auto severity = [](const RuleRow &row) {
        return row.rule ? row.rule->rule.labels.text("severity") : QString();
    };
    const auto evaluated = [&clock](const RuleRow &row) {
        if (row.rule)
            return agoText(row.rule->rule.lastEvaluationNs, clock);
        return row.kind == Kind::Group ? agoText(row.lastNs, clock) : QString();
    };
    const auto took = [](const RuleRow &row) {
        return tookText(row.rule ? row.rule->rule.evaluationTimeNs : row.tookNs);
    };
    return new RuleRowsModel(
        {{tr("Rule"), Qt::AlignLeft, name},
         {tr("State"), Qt::AlignLeft, state},
         column(tr("Severity"), Qt::AlignLeft, severity),
         column(tr("Evaluated"), Qt::AlignRight, evaluated),
         column(tr("Took"), Qt::AlignRight, took),
         column(tr("Says"), Qt::AlignLeft, saysOf)},
        [](const RuleRow &row) { return row.key; }, parent);
}

signals::Subject subjectOf(const KnownRule &rule)
{
    signals::Subject out;
    out.title = rule.rule.name;
    if (!rule.alerts()) {
        out.kind = signals::SubjectKind::Metric;
        out.id = rule.rule.name;
        return out;
    }
    out.kind = signals::SubjectKind::Alert;
    const auto firing = std::ranges::find(rule.rule.alerts, signals::AlertState::Firing, &signals::Alert::state);
    if (firing != rule.rule.alerts.end()) {
        out.labels = firing->labels;
        out.id = firing->fingerprint;
        out.timeNs = firing->startsNs;
    } else {
        std::vector<base::Labels::Pair> plain;
        for (const auto &pair : rule.rule.labels)
            if (pair.second.find("{{") == std::string::npos)
                plain.push_back(pair);
        out.labels = base::Labels(std::move(plain));
    }
    if (out.id.isEmpty()) // two rules are two subjects, also while they are quiet
        out.id = u"rule/"_s + rule.rule.group + u'/' + rule.rule.name;
    out.labels = out.labels.with("alertname", rule.rule.name.toStdString());
    out.service = out.labels.text("service");
    out.region = out.labels.text("region");
    return out;
}

} // namespace wf::ui
