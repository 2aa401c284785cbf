// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/openslo_p.h"

namespace wf::wire {

using signals::Objective;

namespace {

void checkDescription(const YamlNode &spec, SloScribe &scribe)
{
    if (scribe.string(spec, "description").size() > 1050)
        scribe.error(*spec.field("description"), sloText("The description is longer than 1050 characters"));
}

// The indicator's part of an objective.
void takeIndicator(Objective &to, const Objective &from)
{
    to.kind = from.kind;
    to.goodQuery = from.goodQuery;
    to.badQuery = from.badQuery;
    to.totalQuery = from.totalQuery;
    to.rawQuery = from.rawQuery;
    to.rawIsBadShare = from.rawIsBadShare;
    to.counter = from.counter;
}

OpenSloVersion versionOf(const QString &apiVersion)
{
    return apiVersion == QLatin1String("openslo/v1")        ? OpenSloVersion::V1
           : apiVersion == QLatin1String("openslo/v1alpha") ? OpenSloVersion::V1Alpha
                                                            : OpenSloVersion::V2Alpha;
}

} // namespace

void OpenSloFile::read(const YamlNodePtr &root, std::size_t document, const std::string &text, SloScribe &scribe,
                       SloDefinitions &out)
{
    const std::string kind = scribe.document().kind.toStdString();
    const OpenSloVersion version = versionOf(scribe.document().apiVersion);
    scribe.expectKeys(*root, {"apiVersion", "kind", "metadata", "spec"});
    const YamlNode *metadata = scribe.map(*root, "metadata");
    std::string name;
    if (!metadata)
        scribe.error(*root, sloText("metadata with a name is missing"));
    else if (name = scribe.needed(*metadata, "name"); !name.empty() && !isDnsLabel(name))
        scribe.error(*metadata->field("name"),
                     sloText("The name %1 must be of lower-case letters, digits and '-', with a "
                             "letter or digit at both ends (RFC 1123)")
                         .arg(shownText(name)));
    static const YamlNode nothing;
    const YamlNode *written = scribe.map(*root, "spec");
    const YamlNode &spec = written ? *written : nothing;
    if (!written && kind != "Service")
        scribe.error(*root, sloText("spec is missing"));
    checkDescription(spec, scribe);
    if (kind == "SLO")
        m_slos.push_back({root, document, &text, version});
    else if (kind == "SLI") {
        Objective o;
        m_indicators[name] = readIndicator(spec, o, scribe) ? std::optional(o) : std::nullopt;
    } else if (kind == "Service") {
        if (scribe.errors() == 0)
            out.services.push_back({toQString(name), scribe.string(*metadata, "displayName"),
                                    scribe.string(spec, "description"), scribe.labels(*metadata, "labels")});
    } else if (kind == "DataSource") {
        const QString type = toQString(scribe.needed(spec, "type"));
        const base::Labels connection = scribe.labels(spec, "connectionDetails");
        if (scribe.errors() == 0)
            out.dataSources.push_back({toQString(name), type, connection});
    } else if (kind == "AlertCondition")
        m_conditions[name] = readCondition(*root, scribe);
    else if (kind == "AlertPolicy") {
        m_policies.push_back({root, document, &text, version});
        m_policyNames.insert(name);
    } else if (kind == "AlertNotificationTarget") {
        m_targetNames.insert(name);
        const QString target = toQString(scribe.needed(spec, "target"));
        if (scribe.errors() == 0)
            out.notificationTargets.push_back({toQString(name), target});
    } else
        scribe.error(root->field("kind") ? *root->field("kind") : *root,
                     sloText("%1 is no kind of OpenSLO: write SLO, SLI, Service, DataSource, AlertPolicy, "
                             "AlertCondition or AlertNotificationTarget")
                         .arg(kind.empty() ? QStringLiteral("\"\"") : shownText(kind)));
}

std::vector<PendingObjective> OpenSloFile::join(const ScribeOf &scribeOf, SloDefinitions &out)
{
    std::vector<PendingObjective> objectives;
    for (const Deferred &policy : m_policies) {
        SloScribe scribe = scribeOf(policy.document, *policy.text);
        if (auto read = readPolicy(*policy.root, scribe))
            out.alertPolicies.push_back(std::move(*read));
    }
    for (const Deferred &slo : m_slos) {
        SloScribe scribe = scribeOf(slo.document, *slo.text);
        joinSlo(slo, scribe, objectives);
    }
    return objectives;
}

void OpenSloFile::joinSlo(const Deferred &slo, SloScribe &scribe, std::vector<PendingObjective> &out)
{
    const YamlNode *metadata = slo.root->field("metadata");
    const YamlNode *spec = slo.root->field("spec");
    if (!metadata || !metadata->isMap() || !spec || !spec->isMap())
        return; // said when it was read
    scribe.expectKeys(*spec, {"description", "service", "serviceRef", "indicator", "indicatorRef", "sli", "sliRef",
                              "timeWindow", "timeWindows", "budgetingMethod", "objectives", "alertPolicies"});
    Objective common;
    common.formVersion = scribe.document().apiVersion;
    common.id = scribe.string(*metadata, "name");
    common.name = scribe.string(*metadata, "displayName");
    if (common.name.isEmpty())
        common.name = common.id;
    common.service = toQString(scribe.needed(*spec, spec->field("serviceRef") ? "serviceRef" : "service"));
    common.description = scribe.string(*spec, "description").trimmed();
    common.labels = scribe.labels(*metadata, "labels");
    common.annotations = scribe.labels(*metadata, "annotations");
    readPeople(common);
    const std::string method = slo.version == OpenSloVersion::V1Alpha ? scribe.text(*spec, "budgetingMethod")
                                                                      : scribe.needed(*spec, "budgetingMethod");
    if (method == "Timeslices")
        common.method = signals::BudgetMethod::Timeslices;
    else if (method == "RatioTimeslices")
        common.method = signals::BudgetMethod::RatioTimeslices;
    else if (!method.empty() && method != "Occurrences")
        scribe.error(*spec->field("budgetingMethod"),
                     sloText("budgetingMethod must be Occurrences, Timeslices or RatioTimeslices, not %1")
                         .arg(shownText(method)));
    common.timeslices = common.method != signals::BudgetMethod::Occurrences;
    readWindow(*spec, slo.version, common, scribe);
    checkPolicies(*spec, scribe);
    const YamlNode *entries = scribe.list(*spec, "objectives");
    if (!entries || entries->items.empty())
        return scribe.error(entries ? *entries : *spec, sloText("There are no objectives"));
    const int errors = scribe.errors();
    for (const auto &entry : entries->items) {
        if (!entry->isMap())
            scribe.error(*entry, sloText("An objective must be a map with a target"));
        else if (errors == 0)
            joinEntry(slo, *spec, entry, common, scribe, out);
    }
}

void OpenSloFile::joinEntry(const Deferred &slo, const YamlNode &spec, const YamlNodePtr &entry, Objective o,
                            SloScribe &scribe, std::vector<PendingObjective> &out)
{
    const int before = scribe.errors();
    // The entry's own indicator before the SLO's.
    Indicator indicator = indicatorOf(*entry, o, scribe);
    if (indicator == Indicator::Missing)
        indicator = indicatorOf(spec, o, scribe);
    else if (spec.field("indicator") || spec.field("indicatorRef"))
        scribe.error(*entry, sloText("The indicator stands both in the spec and in this objective: write it once"));
    if (indicator == Indicator::Missing)
        scribe.error(spec, sloText("There is no indicator: write indicator or indicatorRef"));
    readTarget(*entry, o, scribe);
    if (scribe.errors() != before || indicator != Indicator::Found)
        return;
    const auto &entries = spec.field("objectives")->items;
    if (entries.size() > 1) {
        const auto index = std::find(entries.begin(), entries.end(), entry) - entries.begin() + 1;
        o.id += QStringLiteral("-%1").arg(index);
        if (const QString own = scribe.string(*entry, "displayName"); !own.isEmpty())
            o.name += QStringLiteral(" – ") + own;
    }
    out.push_back({slo.document, entry, std::move(o)});
}

OpenSloFile::Indicator OpenSloFile::indicatorOf(const YamlNode &holder, Objective &o, SloScribe &scribe)
{
    const auto read = [&](const YamlNode &spec) {
        return readIndicator(spec, o, scribe) ? Indicator::Found : Indicator::Broken;
    };
    if (holder.field("ratioMetrics") || holder.field("ratioMetric"))
        return read(holder);
    for (const char *key : {"indicator", "sli"})
        if (const YamlNode *inlined = holder.field(key); inlined && inlined->isMap()) {
            const YamlNode *ref = holder.field("indicatorRef");
            if (ref)
                scribe.error(*ref, sloText("indicator and indicatorRef exclude each other"));
            return read(inlined->field("spec") ? *inlined->field("spec") : *inlined);
        }
    for (const char *key : {"indicatorRef", "sliRef"}) {
        const std::string name = scribe.text(holder, key);
        if (name.empty())
            continue;
        const auto found = m_indicators.find(name);
        if (found == m_indicators.end()) {
            scribe.warning(*holder.field(key), sloText("No SLI named %1 is in these files: this objective cannot be "
                                                       "computed without it")
                                                   .arg(shownText(name)));
            return Indicator::Broken;
        }
        if (!found->second) {
            scribe.error(*holder.field(key), sloText("The SLI %1 has errors of its own").arg(shownText(name)));
            return Indicator::Broken;
        }
        takeIndicator(o, *found->second);
        return Indicator::Found;
    }
    return Indicator::Missing;
}

std::optional<SloAlertCondition> OpenSloFile::readCondition(const YamlNode &root, SloScribe &scribe)
{
    const int before = scribe.errors();
    const YamlNode *spec = scribe.map(root, "spec");
    const YamlNode *condition = spec ? scribe.map(*spec, "condition") : nullptr;
    if (!condition) {
        scribe.error(spec ? *spec : root, sloText("condition is missing"));
        return std::nullopt;
    }
    scribe.expectKeys(*condition, {"kind", "op", "threshold", "lookbackWindow", "alertAfter"});
    SloAlertCondition c;
    if (const YamlNode *metadata = root.field("metadata"); metadata && metadata->isMap())
        c.name = scribe.string(*metadata, "name");
    c.severity = toQString(scribe.needed(*spec, "severity"));
    if (const std::string kind = scribe.text(*condition, "kind"); !kind.empty() && kind != "burnrate")
        scribe.error(*condition->field("kind"),
                     sloText("The condition's kind must be burnrate, not %1").arg(shownText(kind)));
    c.threshold = scribe.number(*condition, "threshold").value_or(0);
    if (!condition->field("threshold"))
        scribe.error(*condition, sloText("threshold is missing"));
    const auto duration = [&](std::string_view key) {
        const std::string text = scribe.needed(*condition, key);
        const qint64 ns = sloDuration(text);
        if (!text.empty() && ns == 0 && text.front() != '0')
            scribe.error(*condition->field(key),
                         sloText("%1 must be a duration like 1h, not %2").arg(shownText(key), shownText(text)));
        return ns;
    };
    c.lookbackNs = duration("lookbackWindow");
    c.alertAfterNs = duration("alertAfter");
    return scribe.errors() == before ? std::optional(c) : std::nullopt;
}

std::optional<SloAlertPolicy> OpenSloFile::readPolicy(const YamlNode &root, SloScribe &scribe)
{
    const int before = scribe.errors();
    const YamlNode *metadata = root.field("metadata");
    const YamlNode *spec = root.field("spec");
    if (!spec || !spec->isMap())
        return std::nullopt; // said when it was read
    scribe.expectKeys(*spec, {"description", "alertWhenNoData", "alertWhenBreaching", "alertWhenResolved", "conditions",
                              "notificationTargets"});
    SloAlertPolicy policy;
    policy.name = metadata && metadata->isMap() ? scribe.string(*metadata, "name") : QString();
    for (const char *key : {"alertWhenNoData", "alertWhenBreaching", "alertWhenResolved"})
        (void)scribe.truth(*spec, key, false);
    const YamlNode *conditions = scribe.list(*spec, "conditions");
    if (!conditions || conditions->items.size() != 1)
        scribe.error(conditions ? *conditions : *spec, sloText("A policy needs exactly one condition"));
    for (const auto &one : conditions ? conditions->items : std::vector<YamlNodePtr>{}) {
        const std::string name = scribe.text(*one, "conditionRef");
        if (const auto found = m_conditions.find(name); found != m_conditions.end() && found->second)
            policy.conditions.push_back(*found->second);
        else if (!name.empty())
            scribe.warning(*one->field("conditionRef"),
                           sloText("No usable AlertCondition named %1 is in these files").arg(shownText(name)));
        else if (const auto inlined = readCondition(*one, scribe))
            policy.conditions.push_back(*inlined);
    }
    const YamlNode *targets = scribe.list(*spec, "notificationTargets");
    if (!targets || targets->items.empty())
        scribe.error(targets ? *targets : *spec, sloText("A policy needs at least one notification target"));
    for (const auto &one : targets ? targets->items : std::vector<YamlNodePtr>{}) {
        const std::string name = scribe.text(*one, "targetRef");
        if (!name.empty() && !m_targetNames.contains(name))
            scribe.warning(*one->field("targetRef"),
                           sloText("No AlertNotificationTarget named %1 is in these files").arg(shownText(name)));
        if (!name.empty())
            policy.targets << toQString(name);
        else if (const YamlNode *inlined = one->field("metadata"); inlined && inlined->isMap())
            policy.targets << scribe.string(*inlined, "name");
        else
            scribe.error(*one,
                         sloText("A notification target is a targetRef or is written out with metadata and spec"));
    }
    return scribe.errors() == before ? std::optional(policy) : std::nullopt;
}

void OpenSloFile::checkPolicies(const YamlNode &spec, SloScribe &scribe)
{
    const YamlNode *policies = scribe.list(spec, "alertPolicies");
    for (const auto &one : policies ? policies->items : std::vector<YamlNodePtr>{}) {
        const std::string name = one->isScalar() ? one->text : scribe.text(*one, "alertPolicyRef");
        if (!name.empty()) {
            if (!m_policyNames.contains(name))
                scribe.warning(*one, sloText("No AlertPolicy named %1 is in these files").arg(shownText(name)));
        } else if (one->isMap() && one->field("spec"))
            (void)readPolicy(*one, scribe);
        else
            scribe.error(*one,
                         sloText("An alert policy is an alertPolicyRef or is written out with metadata and spec"));
    }
}

} // namespace wf::wire
