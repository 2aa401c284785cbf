// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackwords.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
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
    struct Ready {
        std::string name, value;
        bool isEqual;
        std::unique_ptr<re2::RE2> expression; // null: compared as text
    };
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    std::vector<Ready> ready;
    for (const auto &m : matchers) {
        ready.push_back({m.name.toStdString(), m.value.toStdString(), m.isEqual, nullptr});
        if (m.isRegex) {
            ready.back().expression = std::make_unique<re2::RE2>(ready.back().value, options);
            if (!ready.back().expression->ok())
                return {};
        }
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        const bool all = std::all_of(ready.begin(), ready.end(), [&](const Ready &m) {
            const auto actual = alerts[i].alert.labels.value(m.name);
            const bool same = m.expression
                                  ? re2::RE2::FullMatch(re2::StringPiece(actual.data(), actual.size()), *m.expression)
                                  : actual == m.value;
            return same == m.isEqual;
        });
        if (all)
            out.push_back(i);
    }
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
