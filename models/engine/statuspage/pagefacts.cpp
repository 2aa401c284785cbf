// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/statuspage/pagefacts.h"

#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::AlertState;
using signals::Severity;

namespace {

bool counts(const signals::Alert &alert)
{
    const Severity severity = alert.severity();
    return alert.state == AlertState::Firing && (severity == Severity::Critical || severity == Severity::Warning);
}

base::Error wrong(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, u"The history of the status page cannot be read: "_s + what);
}

// 0 with *ok untouched when it is not there.
qint64 timeOf(const QJsonValue &value, bool *ok)
{
    if (value.isUndefined() || value.isNull())
        return 0;
    bool read = false;
    const qint64 ns = base::parseIsoTime(value.toString(), &read);
    *ok = *ok && read && ns > 0;
    return ns;
}

} // namespace

PageFacts factsOf(const std::vector<store::AlertSighting> &sightings,
                  const std::optional<std::vector<FiringAlert>> &firing, qint64 nowNs)
{
    PageFacts out;
    QSet<QString> firingNow;
    qint64 first = nowNs, last = 0;
    if (firing) {
        last = nowNs;
        for (const FiringAlert &one : *firing) {
            firingNow.insert(one.alert.fingerprint);
            if (counts(one.alert) && one.alert.startsNs < nowNs)
                out.troubles.push_back(
                    {one.service, one.alert.severity() == Severity::Critical, {one.alert.startsNs, nowNs}, true});
        }
    }
    for (const auto &one : sightings) {
        first = std::min(first, one.firstSeenNs);
        last = std::max(last, one.lastSeenNs);
        const bool isListed = one.endedNs == 0 && firingNow.contains(one.alert.fingerprint);
        if (!counts(one.alert) || isListed)
            continue;
        // One that nobody has told the end of ended when it was last seen, as far as anybody knows.
        const qint64 start = one.alert.startsNs > 0 ? std::min(one.alert.startsNs, one.firstSeenNs) : one.firstSeenNs;
        const qint64 end = one.endedNs > 0 ? one.endedNs : one.lastSeenNs;
        out.troubles.push_back(
            {one.service, one.alert.severity() == Severity::Critical, {start, std::max(start, end)}, false});
    }
    if (last > first || firing)
        out.known = base::TimeRange{first, std::max(first, last)};
    return out;
}

namespace {

std::pair<RestsOn, QString> subjectOf(const QJsonObject &json)
{
    if (const QString objective = json.value(u"objective"_s).toString(); !objective.isEmpty())
        return {RestsOn::Objective, objective};
    if (const QString agreement = json.value(u"agreement"_s).toString(); !agreement.isEmpty())
        return {RestsOn::Agreement, agreement};
    return {RestsOn::Service, json.value(u"service"_s).toString()};
}

} // namespace

base::Result<PageFacts> readPageFacts(const QByteArray &json, qint64 nowNs)
{
    QJsonParseError parsing;
    const QJsonObject root = QJsonDocument::fromJson(json, &parsing).object();
    if (parsing.error != QJsonParseError::NoError)
        return wrong(u"%1 at byte %2"_s.arg(parsing.errorString(), QString::number(parsing.offset)));
    PageFacts out;
    bool ok = root.value(u"known"_s).isObject();
    const qint64 start = timeOf(root[u"known"_s][u"start"_s], &ok);
    const qint64 end = timeOf(root[u"known"_s][u"end"_s], &ok);
    if (!ok || start <= 0 || (end > 0 && end < start))
        return wrong(u"known needs a start, and an end that is not before it"_s);
    out.known = base::TimeRange{start, end > 0 ? end : nowNs};
    const QJsonArray all = root.value(u"troubles"_s).toArray();
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QJsonObject one = all.at(i).toObject();
        const Severity severity = signals::severityFromLabel(one.value(u"severity"_s).toString());
        const qint64 from = timeOf(one.value(u"start"_s), &ok);
        const qint64 to = timeOf(one.value(u"end"_s), &ok);
        const auto [of, name] = subjectOf(one);
        if (!ok || from <= 0 || (to > 0 && to < from) || name.isEmpty())
            return wrong(
                u"troubles[%1] needs a service, objective or agreement, a start, and an end that is not before "
                "it"_s.arg(i));
        if (severity == Severity::Critical || severity == Severity::Warning)
            out.troubles.push_back({name, severity == Severity::Critical, {from, to > 0 ? to : nowNs}, to <= 0, of});
    }
    for (const auto &[key, of] :
         {std::pair(u"objectives"_s, RestsOn::Objective), std::pair(u"agreements"_s, RestsOn::Agreement)})
        for (const QJsonValue &name : root.value(key).toArray())
            out.promises.push_back({of, name.toString(), *out.known});
    return out;
}

} // namespace wf::engine
