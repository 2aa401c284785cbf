// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/proposals.h"

#include "models/base/duration.h"
#include "models/base/labels.h"
#include "models/base/units.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/explore/language/functiondocs.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace wf::engine {

using Kind = QueryContext::Kind;
using signals::Proposal;
using signals::ProposalKind;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}

QString counted(qint64 count, const char *one, const char *many)
{
    return count < 0 ? QString() : base::groupedInteger(count) + u' ' + say(count == 1 ? one : many);
}
QString seriesWords(qint64 count)
{
    return counted(count, "series", "series");
}
QString valueWords(qint64 count)
{
    return counted(count, "value", "values");
}

// Gathers proposals with how well they answer what was typed.
class Ranking {
public:
    explicit Ranking(const QString &typed) : m_typed(typed.toLower().toStdString()) {}

    // `weight`: of equals the smaller comes first.
    void add(Proposal proposal, int weight = 0)
    {
        const std::string name = proposal.name.toStdString();
        const MatchClass kind = matchClass(m_typed, name);
        if (kind == MatchClass::None)
            return;
        proposal.matched = places(proposal.name, name);
        m_all.push_back({std::tuple(kind, weight, static_cast<int>(m_all.size())), std::move(proposal)});
    }
    [[nodiscard]] std::vector<Proposal> best()
    {
        std::ranges::stable_sort(m_all, {}, &Ranked::rank);
        std::vector<Proposal> out;
        for (Ranked &one : m_all)
            if (out.size() < 2 * mostProposals)
                out.push_back(std::move(one.proposal));
        return out;
    }

private:
    struct Ranked {
        std::tuple<MatchClass, int, int> rank;
        Proposal proposal;
    };
    [[nodiscard]] std::vector<int> places(const QString &text, const std::string &utf8) const
    {
        auto bytes = matchedBytes(m_typed, utf8);
        if (static_cast<qsizetype>(utf8.size()) != text.size()) // places in letters are wanted
            for (int &byte : bytes)
                byte = static_cast<int>(QString::fromUtf8(utf8.data(), byte).size());
        return bytes;
    }
    std::string m_typed;
    std::vector<Ranked> m_all;
};

Proposal keywordProposal(const char *name, const char *doc)
{
    Proposal proposal;
    proposal.kind = ProposalKind::Keyword;
    proposal.name = QString::fromLatin1(name);
    proposal.text = proposal.name + u' ';
    proposal.doc = say(doc);
    return proposal;
}

Proposal metricProposal(const IndexedMetric &metric)
{
    Proposal proposal;
    proposal.kind = ProposalKind::Metric;
    proposal.name = metric.text();
    proposal.text = selectorText(proposal.name, {});
    const QString type = metricTypeName(metric.type);
    proposal.note = type.isEmpty() ? seriesWords(metric.series) : type;
    proposal.doc = metric.help.isEmpty() ? say("Nothing is told about this metric.") : metric.help;
    if (!type.isEmpty())
        proposal.facts.push_back({say("type"), type});
    if (!metric.unit.isEmpty())
        proposal.facts.push_back({say("unit"), metric.unit});
    if (metric.series >= 0)
        proposal.facts.push_back({say("series"), base::groupedInteger(metric.series)});
    return proposal;
}

// Behind a name that gets parentheses: inside them when they are not there yet.
void withParentheses(Proposal &proposal, bool hasBracketAhead)
{
    proposal.text = proposal.name;
    if (hasBracketAhead)
        return;
    proposal.text += QStringLiteral("()");
    proposal.caret = static_cast<int>(proposal.text.size()) - 1;
}

void addFunctions(Ranking &ranking, const QueryContext &context)
{
    for (const auto &function : query::allFunctions()) {
        Proposal proposal;
        proposal.kind = ProposalKind::Function;
        proposal.name = QString::fromLatin1(function.name.data(), static_cast<qsizetype>(function.name.size()));
        withParentheses(proposal, context.hasBracketAhead);
        proposal.note = function.isExperimental ? say("experimental") : say("function");
        proposal.doc = functionDoc(function.name);
        proposal.facts.push_back({functionSignature(function), {}});
        ranking.add(std::move(proposal), function.isExperimental ? 3 : 1);
    }
    for (int i = 0; i <= static_cast<int>(query::AggregateOp::LimitRatio); ++i) {
        const auto op = static_cast<query::AggregateOp>(i);
        const std::string_view name = query::aggregateText(op);
        Proposal proposal;
        proposal.kind = ProposalKind::Aggregation;
        proposal.name = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
        withParentheses(proposal, context.hasBracketAhead);
        proposal.note = say("aggregation");
        proposal.doc = aggregationDoc(op);
        ranking.add(std::move(proposal), 0);
    }
}

std::vector<Proposal> operands(const QueryContext &context, const ProposalFacts &facts, std::stop_token stop)
{
    Ranking ranking(context.typed);
    if (!facts.namesOnly)
        addFunctions(ranking, context);
    const std::string typed = context.typed.toStdString();
    int weight = 2;
    for (const std::size_t i : facts.index->search(typed, mostProposals, stop)) {
        Proposal proposal = metricProposal(facts.index->at(i));
        if (facts.namesOnly)
            proposal.text = proposal.name;
        ranking.add(std::move(proposal), weight++);
    }
    return ranking.best();
}

std::vector<Proposal> operators(const QueryContext &context)
{
    Ranking ranking(context.typed);
    ranking.add(keywordProposal("and", "Elements on the left that have a partner on the right."));
    ranking.add(keywordProposal("or", "All on the left, and those on the right without a partner."));
    ranking.add(keywordProposal("unless", "Elements on the left without a partner on the right."));
    ranking.add(keywordProposal("on", "Which labels must agree between both sides, as the only ones."));
    ranking.add(keywordProposal("ignoring", "Which labels need not agree between both sides."));
    ranking.add(keywordProposal("group_left", "Several on the left for one on the right."));
    ranking.add(keywordProposal("group_right", "One on the left for several on the right."));
    ranking.add(keywordProposal("offset", "Look at the past: so long before each point."));
    ranking.add(keywordProposal("bool", "A comparison that gives 0 or 1 instead of filtering."));
    ranking.add(keywordProposal("atan2", "The angle of two numbers, in radians."));
    return ranking.best();
}

std::vector<Proposal> groupings(const QueryContext &context)
{
    Ranking ranking(context.typed);
    for (const auto &[name, doc] : {std::pair("by", "One result for each combination of these labels."),
                                    std::pair("without", "One result for each combination of all other labels.")}) {
        Proposal proposal = keywordProposal(name, doc);
        proposal.text = proposal.name + QStringLiteral(" ()");
        proposal.caret = static_cast<int>(proposal.text.size()) - 1;
        ranking.add(std::move(proposal));
    }
    auto all = ranking.best();
    if (context.isBehindArguments)
        std::ranges::move(operators(context), std::back_inserter(all));
    return all;
}

struct LabelFacts {
    std::map<QString, qint64> values; // of each value, how many series; -1: not counted
    qint64 valueCount = -1;
    qint64 metrics = 0;
};

std::map<QString, LabelFacts> labelsIn(const std::vector<MetricShapePtr> &shapes)
{
    std::map<QString, LabelFacts> out;
    for (const auto &shape : shapes)
        for (const LabelShape &label : shape->labels) {
            LabelFacts &facts = out[label.name];
            ++facts.metrics;
            facts.valueCount = std::max(facts.valueCount, label.valueCount);
            for (const CountedName &value : label.values) {
                auto [it, isNew] = facts.values.try_emplace(value.name, value.count);
                if (!isNew && value.count > 0)
                    it->second = std::max<qint64>(it->second, 0) + value.count;
            }
        }
    return out;
}

// The most frequent ones.
std::vector<signals::ProposalFact> valueFacts(const LabelFacts &label)
{
    std::vector<CountedName> values;
    for (const auto &[name, count] : label.values)
        values.push_back({name, count});
    std::ranges::stable_sort(values, std::greater<>(), &CountedName::count);
    std::vector<signals::ProposalFact> out;
    for (const CountedName &value : values)
        if (out.size() < 5)
            out.push_back({value.name, seriesWords(value.count)});
    return out;
}

qint64 seriesOf(const std::vector<MetricShapePtr> &shapes)
{
    qint64 sum = 0;
    for (const auto &shape : shapes)
        sum += std::max<qint64>(0, shape->series);
    return sum;
}

std::vector<Proposal> labels(const QueryContext &context, const ProposalFacts &facts)
{
    Ranking ranking(context.typed);
    const qint64 series = seriesOf(facts.shapes);
    for (const auto &[name, label] : labelsIn(facts.shapes)) {
        if (context.present.contains(name))
            continue;
        Proposal proposal;
        proposal.kind = ProposalKind::Label;
        proposal.name = name;
        proposal.text = labelText(name);
        if (context.kind == Kind::Label) {
            proposal.text += QStringLiteral("=\"\"");
            proposal.caret = static_cast<int>(proposal.text.size()) - 1;
        }
        const auto valueCount = std::max(label.valueCount, static_cast<qint64>(label.values.size()));
        proposal.note = label.values.empty() && label.valueCount < 0 ? QString() : valueWords(valueCount);
        qint64 with = 0;
        for (const auto &[value, count] : label.values)
            with += std::max<qint64>(0, count);
        proposal.doc =
            with > 0 && with == series ? say("Label on all %1 series.").arg(base::groupedInteger(series))
            : with > 0 && series > 0
                ? say("Label on %1 of %2 series.").arg(base::groupedInteger(with), base::groupedInteger(series))
                : say("Label.");
        proposal.facts = valueFacts(label);
        // What tells series apart comes before what all of them share.
        ranking.add(std::move(proposal), valueCount == 1 ? 1 : 0);
    }
    return ranking.best();
}

QString escapedValue(const QString &value, bool isRegex)
{
    const QString raw = isRegex ? QString::fromStdString(base::regexEscaped(value.toStdString())) : value;
    const QString quoted = base::quoted(raw);
    return quoted.mid(1, quoted.size() - 2);
}

std::vector<Proposal> values(const QueryContext &context, const ProposalFacts &facts)
{
    // Of a|b|c the last one is being written.
    const qsizetype bar = context.isRegex ? context.typed.lastIndexOf(u'|') + 1 : 0;
    Ranking ranking(context.typed.mid(bar));
    const auto all = labelsIn(facts.shapes);
    const auto label = all.find(context.label);
    if (label == all.end())
        return {};
    std::vector<CountedName> counted;
    for (const auto &[name, count] : label->second.values)
        counted.push_back({name, count});
    std::ranges::stable_sort(counted, std::greater<>(), &CountedName::count);
    for (const CountedName &value : counted) {
        Proposal proposal;
        proposal.kind = ProposalKind::Value;
        proposal.name = value.name;
        proposal.text = context.typed.left(bar) + escapedValue(value.name, context.isRegex);
        proposal.note = seriesWords(value.count);
        proposal.doc = say("Value of %1.").arg(context.label);
        ranking.add(std::move(proposal));
    }
    return ranking.best();
}

std::vector<Proposal> signs(const QueryContext &)
{
    std::vector<Proposal> out;
    for (const auto &[sign, doc] : {std::pair("=", "Is exactly this."), std::pair("!=", "Is anything but this."),
                                    std::pair("=~", "Matches this regular expression as a whole."),
                                    std::pair("!~", "Does not match this regular expression.")}) {
        Proposal proposal = keywordProposal(sign, doc);
        proposal.text = proposal.name + QStringLiteral("\"\"");
        proposal.caret = static_cast<int>(proposal.text.size()) - 1;
        out.push_back(std::move(proposal));
    }
    return out;
}

std::vector<Proposal> durations(const QueryContext &context, const ProposalFacts &facts)
{
    Ranking ranking(context.typed);
    const auto add = [&](const QString &name, const QString &doc, const QString &note = {}) {
        Proposal proposal;
        proposal.kind = ProposalKind::Duration;
        proposal.name = proposal.text = name;
        proposal.doc = doc;
        proposal.note = note;
        ranking.add(std::move(proposal));
    };
    if (!context.call.isEmpty() || context.typed.startsWith(u'$')) {
        add(QStringLiteral("$__rate_interval"),
            say("Long enough for rate() at every zoom: at least four times the scrape interval."));
        add(QStringLiteral("$__interval"), say("The distance between two points on the chart."));
        add(QStringLiteral("$__range"), say("As long as what is shown."));
    }
    for (const char *text : {"1m", "5m", "10m", "15m", "30m", "1h", "2h", "6h", "12h", "1d", "7d", "30d"}) {
        const QString name = QString::fromLatin1(text);
        const bool isShort = base::parseDuration(name).value_or(0) < 2 * facts.scrapeNs;
        add(name, isShort ? say("Shorter than two scrapes: rate() finds nothing in it.") : QString(),
            isShort ? say("too short") : QString());
    }
    return ranking.best();
}

std::vector<Proposal> moments()
{
    std::vector<Proposal> out;
    for (const auto &[name, doc] : {std::pair("start()", "The start of the query's range."),
                                    std::pair("end()", "The end of the query's range.")}) {
        Proposal proposal = keywordProposal(name, doc);
        proposal.text = proposal.name;
        out.push_back(std::move(proposal));
    }
    return out;
}

bool isWanted(const QueryContext &context, bool isForced)
{
    if (isForced || !context.typed.isEmpty())
        return true;
    return context.kind != Kind::Operand && context.kind != Kind::Operator && context.kind != Kind::Sign;
}

} // namespace

signals::Completion proposalsAt(const QueryContext &context, const ProposalFacts &facts, std::stop_token stop)
{
    signals::Completion completion;
    completion.start = context.start;
    completion.length = context.length;
    if (!isWanted(context, facts.isForced))
        return completion;
    switch (context.kind) {
    case Kind::Operand:
        completion.proposals = operands(context, facts, stop);
        break;
    case Kind::Operator:
        completion.proposals = operators(context);
        break;
    case Kind::Grouping:
        completion.proposals = groupings(context);
        break;
    case Kind::Label:
    case Kind::GroupLabel:
        completion.proposals = labels(context, facts);
        break;
    case Kind::Sign:
        completion.proposals = signs(context);
        break;
    case Kind::Value:
        completion.proposals = values(context, facts);
        break;
    case Kind::Duration:
        completion.proposals = durations(context, facts);
        break;
    case Kind::At:
        completion.proposals = moments();
        break;
    case Kind::Nothing:
        break;
    }
    // What is written in full already needs no list.
    if (!facts.isForced && completion.proposals.size() == 1 && completion.proposals[0].name == context.typed)
        completion.proposals.clear();
    return completion;
}

} // namespace wf::engine
