// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackwords.h"

#include "models/engine/acknowledge/readymatchers.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace wf::engine {

QString opMarker(const QString &opKey)
{
    return u"[wf-op:"_s + opKey + u']';
}

bool carriesMarker(const QString &comment, const QString &opKey)
{
    return !opKey.isEmpty() && comment.contains(opMarker(opKey));
}

QString silenceComment(bool acknowledgement, const QString &note, const QString &opKey)
{
    QStringList parts;
    if (acknowledgement)
        parts << u"ACK!"_s;
    if (const QString text = readableComment(note); !text.isEmpty())
        parts << text;
    parts << opMarker(opKey);
    return parts.join(u' ');
}

bool isStableLabel(const std::string &name)
{
    static const std::set<std::string> fleeting{"instance",
                                                "pod",
                                                "pod_name",
                                                "pod_ip",
                                                "container_id",
                                                "id",
                                                "uid",
                                                "endpoint",
                                                "node",
                                                "hostname",
                                                "host",
                                                "ip",
                                                "address",
                                                "image",
                                                "image_id",
                                                "pid",
                                                "namespace_uid",
                                                "replica",
                                                "prometheus_replica",
                                                "prometheus"};
    return !fleeting.contains(name);
}

std::vector<signals::Matcher> exactMatchers(const base::Labels &labels)
{
    static constexpr std::array<std::string_view, 2> replicas{"replica", "prometheus_replica"};
    std::vector<signals::Matcher> out;
    for (const auto &[name, value] : labels)
        if (std::find(replicas.begin(), replicas.end(), name) == replicas.end())
            out.push_back({QString::fromStdString(name), QString::fromStdString(value), false, true});
    return out;
}

std::vector<signals::Matcher> stableMatchers(const std::vector<WatchedAlert> &alerts)
{
    std::map<std::string, std::pair<std::size_t, std::set<std::string>>>
        values; // how many alerts have it, and which values
    for (const auto &entry : alerts)
        for (const auto &[name, value] : entry.alert.labels)
            if (isStableLabel(name)) {
                ++values[name].first;
                values[name].second.insert(value);
            }
    std::vector<signals::Matcher> out;
    for (const auto &[name, seen] : values) {
        if (seen.first != alerts.size())
            continue;
        if (seen.second.size() == 1) {
            out.push_back({QString::fromStdString(name), QString::fromStdString(*seen.second.begin()), false, true});
            continue;
        }
        QStringList choices;
        for (const auto &value : seen.second)
            choices << QString::fromStdString(base::regexEscaped(value));
        out.push_back({QString::fromStdString(name), choices.join(u'|'), true, true});
    }
    return out;
}

std::vector<std::size_t> matching(const std::vector<signals::Matcher> &matchers,
                                  const base::SharedList<WatchedAlert> &alerts)
{
    const ReadyMatchers ready(matchers);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < alerts.size(); ++i)
        if (ready.hold(alerts[i].alert.labels))
            out.push_back(i);
    return out;
}

bool matchesAll(const std::vector<signals::Matcher> &matchers, const base::Labels &labels)
{
    return std::all_of(matchers.begin(), matchers.end(), [&labels](const auto &m) { return m.matches(labels); });
}

bool sameMatchers(std::vector<signals::Matcher> a, std::vector<signals::Matcher> b)
{
    const auto order = [](const signals::Matcher &x, const signals::Matcher &y) {
        return std::tie(x.name, x.value, x.isRegex, x.isEqual) < std::tie(y.name, y.value, y.isRegex, y.isEqual);
    };
    std::sort(a.begin(), a.end(), order);
    std::sort(b.begin(), b.end(), order);
    return a == b;
}

} // namespace wf::engine
