// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/agreements/agreementscribe_p.h"

#include <algorithm>

namespace wf::wire {

using signals::Agreement;
using signals::AgreementClause;
using signals::ClauseMeasure;
using signals::CompensationTier;
using signals::Decimal;

namespace {

// Whether windows of the one kind always end where some of the other do.
bool isMultiple(signals::AgreementWindow window, signals::AgreementWindow settlement)
{
    using signals::AgreementWindow;
    return window == settlement || settlement == AgreementWindow::Day ||
           (settlement >= AgreementWindow::Month && window > settlement);
}

void readMeasure(const YamlNode &map, AgreementClause &clause, const Agreement &agreement, AgreementScribe &scribe)
{
    clause.measure = scribe.choice(
        map, "measure",
        std::array<std::pair<std::string_view, ClauseMeasure>, 4>{{{"events", ClauseMeasure::Events},
                                                                   {"slices", ClauseMeasure::Slices},
                                                                   {"downtime", ClauseMeasure::Downtime},
                                                                   {"response", ClauseMeasure::Response}}},
        ClauseMeasure::Events);
    const bool isOfObjective = clause.measure == ClauseMeasure::Events || clause.measure == ClauseMeasure::Slices;
    const auto foreign = [&](std::string_view key, const QString &only) {
        if (const YamlNode *node = map.field(key))
            scribe.error(*node, agreementText("%1 belongs to clauses measured by %2").arg(shownText(key), only));
    };
    if (isOfObjective) {
        clause.objective = toQString(scribe.needed(map, "objective"));
        foreign("service", QStringLiteral("downtime, response"));
        foreign("severity", QStringLiteral("downtime, response"));
    } else {
        foreign("objective", QStringLiteral("events, slices"));
        clause.service = scribe.string(map, "service");
        clause.severity = scribe.string(map, "severity");
        if (!clause.service.isEmpty() && !agreement.services.contains(clause.service))
            scribe.error(
                *map.field("service"),
                agreementText("The contract is not about the service %1").arg(shownText(clause.service.toStdString())));
    }
    if (clause.measure == ClauseMeasure::Response) {
        (void)scribe.needed(map, "within");
        clause.respondWithinNs = scribe.duration(map, "within").value_or(0);
    } else {
        foreign("within", QStringLiteral("response"));
    }
    if (clause.measure == ClauseMeasure::Slices) {
        (void)scribe.needed(map, "slice");
        (void)scribe.needed(map, "sliceTarget");
        clause.sliceNs = scribe.duration(map, "slice").value_or(0);
        clause.sliceTarget = scribe.percent(map, "sliceTarget").value_or(Decimal());
    } else {
        foreign("slice", QStringLiteral("slices"));
        foreign("sliceTarget", QStringLiteral("slices"));
    }
}

void readMissing(const YamlNode &map, AgreementClause &clause, AgreementScribe &scribe)
{
    const YamlNode *missing = scribe.map(map, "missing");
    if (!missing)
        return;
    using signals::MissingData;
    scribe.expect(*missing, {"count", "keptUnder", "section"});
    clause.missing = scribe.choice(
        *missing, "count",
        std::array<std::pair<std::string_view, MissingData>, 3>{
            {{"left-out", MissingData::LeftOut}, {"kept", MissingData::Kept}, {"missed", MissingData::Missed}}},
        MissingData::LeftOut);
    clause.keptGapsUnderNs = scribe.duration(*missing, "keptUnder").value_or(0);
    clause.missingSection = scribe.string(*missing, "section");
}

void readClause(const YamlNode &map, Agreement &out, AgreementScribe &scribe)
{
    if (!map.isMap()) {
        scribe.error(map, agreementText("A clause is a map with id, name, target, measure …"));
        return;
    }
    scribe.expect(map, {"id", "number", "name", "text", "objective", "service", "severity", "target", "window",
                        "measure", "method", "within", "slice", "sliceTarget", "missing", "tiers"});
    AgreementClause clause;
    clause.sourceLine = scribe.place(map).line;
    clause.id = toQString(scribe.needed(map, "id"));
    if (std::ranges::find(out.clauses, clause.id, &AgreementClause::id) != out.clauses.end() && !clause.id.isEmpty())
        scribe.error(*map.field("id"),
                     agreementText("There are two clauses %1").arg(shownText(clause.id.toStdString())));
    clause.number = scribe.string(map, "number");
    if (clause.number.isEmpty())
        clause.number = QString::number(out.clauses.size() + 1);
    clause.name = toQString(scribe.needed(map, "name"));
    clause.description = scribe.string(map, "text");
    clause.method = scribe.string(map, "method");
    (void)scribe.needed(map, "target");
    const int before = scribe.errors();
    clause.target = scribe.percent(map, "target").value_or(Decimal());
    if (before == scribe.errors() && map.field("target") && clause.target == Decimal::of(100))
        scribe.error(
            *map.field("target"),
            agreementText("A target of 100 % leaves no allowance: nothing may ever fail, and how near a breach "
                          "is cannot be said; write less, like 99.99"));
    else if (before == scribe.errors() && map.field("target") && clause.target.isZero())
        scribe.error(*map.field("target"), agreementText("A target of 0 % promises nothing"));
    clause.window = scribe.choice(map, "window", windowWords, out.settlement);
    if (!isMultiple(clause.window, out.settlement))
        scribe.error(*map.field("window"),
                     agreementText("The window of a clause is the settlement period or a multiple of it"));
    readMeasure(map, clause, out, scribe);
    readMissing(map, clause, scribe);
    if (scribe.errors() == before)
        readTiers(map, clause, out, scribe);
    out.clauses.push_back(std::move(clause));
}

CompensationTier tierOf(const YamlNode &map, const Agreement &agreement, AgreementScribe &scribe)
{
    CompensationTier tier;
    scribe.expect(map, {"below", "notBelow", "credit", "penalty"});
    (void)scribe.needed(map, "below");
    tier.below = scribe.percent(map, "below").value_or(Decimal::unknown());
    tier.notBelow = scribe.percent(map, "notBelow");
    const bool isPenalty = map.field("penalty") != nullptr;
    if (isPenalty == (map.field("credit") != nullptr)) {
        scribe.error(map, agreementText("A tier needs either credit or penalty: \"5 %\" of the fee, or an amount"));
        return tier;
    }
    const std::string_view key = isPenalty ? "penalty" : "credit";
    tier.kind = isPenalty ? signals::CompensationKind::Penalty : signals::CompensationKind::Credit;
    if (trimmed(scribe.needed(map, key)).ends_with('%'))
        tier.feePercent = scribe.percent(map, key);
    else
        tier.amount = scribe.amount(map, key);
    if (agreement.money.currency.isEmpty())
        scribe.error(map, agreementText("Tiers need a fee with its currency"));
    else if (tier.amount && tier.amount->scale() > agreement.money.decimals)
        scribe.error(*map.field(key), agreementText("The amount has more decimals than the contract's currency"));
    return tier;
}

} // namespace

void readClauses(const YamlNode &spec, Agreement &out, AgreementScribe &scribe)
{
    constexpr std::size_t most = 200;
    const YamlNode *clauses = scribe.list(spec, "clauses");
    if (!clauses || clauses->items.empty() || clauses->items.size() > most) {
        scribe.error(clauses ? *clauses : spec, agreementText("A contract holds from 1 to %1 clauses").arg(most));
        return;
    }
    for (const auto &clause : clauses->items)
        readClause(*clause, out, scribe);
}

// The first tier begins at the target and each at the end of the one before it, so that every figure has exactly one.
void readTiers(const YamlNode &map, AgreementClause &clause, const Agreement &agreement, AgreementScribe &scribe)
{
    const YamlNode *tiers = scribe.list(map, "tiers");
    if (!tiers)
        return;
    if (tiers->items.size() > 50)
        scribe.error(*tiers, agreementText("A clause holds at most 50 tiers"));
    std::optional<Decimal> expected = clause.target;
    for (const auto &item : tiers->items) {
        if (!item->isMap()) {
            scribe.error(*item, agreementText("A tier is written as {below: 99.95, notBelow: 99.9, credit: 5 %}"));
            return;
        }
        const int before = scribe.errors();
        CompensationTier tier = tierOf(*item, agreement, scribe);
        if (scribe.errors() != before)
            return;
        if (!expected)
            scribe.error(*item, agreementText("The tier before this one has no notBelow: it takes all the rest"));
        else if (tier.below > *expected)
            scribe.error(*item->field("below"), agreementText("This tier overlaps: it must begin below %1 %, not %2 %")
                                                    .arg(expected->shortText(), tier.below.shortText()));
        else if (tier.below < *expected)
            scribe.error(*item->field("below"),
                         agreementText("Between %1 % and %2 % there is no tier; write one with a credit of 0 % when "
                                       "nothing is owed there")
                             .arg(tier.below.shortText(), expected->shortText()));
        if (tier.notBelow && *tier.notBelow >= tier.below)
            scribe.error(*item->field("notBelow"), agreementText("notBelow must be less than below"));
        if (scribe.errors() != before)
            return;
        expected = tier.notBelow;
        clause.tiers.push_back(std::move(tier));
    }
    if (expected && !clause.tiers.empty() && !expected->isZero())
        scribe.error(*tiers, agreementText("Below %1 % there is no tier; leave notBelow away in the last one")
                                 .arg(expected->shortText()));
}

} // namespace wf::wire
