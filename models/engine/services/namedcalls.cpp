// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/namedcalls.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::ServiceCall;

namespace {

constexpr qsizetype longestName = 100;

// Istio, Linkerd, OpenTelemetry's and Tempo's service graphs, and what people write by hand.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> pairs{{
    {"client", "server"},
    {"source_workload", "destination_workload"},
    {"source_canonical_service", "destination_canonical_service"},
    {"source_service", "destination_service"},
    {"source_service_name", "destination_service_name"},
    {"source_app", "destination_app"},
    {"client_service", "server_service"},
    {"caller", "callee"},
}};
constexpr std::array<std::string_view, 13> needed{
    "depends_on", "dependencies", "dependency",     "upstream",        "upstreams",      "upstream_service",   "calls",
    "callee",     "peer_service", "remote_service", "backend_service", "target_service", "destination_service"};
constexpr std::array<std::string_view, 10> needing{
    "affects",   "impacts", "downstream", "downstreams",   "used_by", "downstream_service",
    "called_by", "caller",  "dependents", "source_service"};

// Most alerts name nobody, and there may be very many.
bool tellsAnything(const base::Labels &labels)
{
    static const std::unordered_set<std::string_view> names = [] {
        std::unordered_set<std::string_view> out(needed.begin(), needed.end());
        out.insert(needing.begin(), needing.end());
        for (const auto &[caller, callee] : pairs)
            out.insert(caller); // both ends are needed
        return out;
    }();
    return std::ranges::any_of(labels, [](const auto &label) { return names.contains(label.first); });
}

bool isOfName(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.';
}

QStringList namesIn(const QString &list)
{
    QStringList out;
    QString item;
    const auto end = [&] {
        if (const QString name = serviceNamed(item); !name.isEmpty())
            out << name;
        item.clear();
    };
    for (const QChar c : list) {
        if (c == u',' || c == u';' || c == u'\n')
            end();
        else
            item += c;
    }
    end();
    return out;
}

class Calls {
public:
    void add(const QString &caller, const QString &callee)
    {
        const bool isKnown = std::ranges::any_of(
            m_out, [&](const ServiceCall &one) { return one.caller == caller && one.callee == callee; });
        if (!caller.isEmpty() && !callee.isEmpty() && caller != callee && !isKnown && m_out.size() < mostNamedCalls)
            m_out.push_back({caller, callee, 0});
    }
    void takePairs(const base::Labels &labels)
    {
        for (const auto &[caller, callee] : pairs)
            if (labels.has(caller) && labels.has(callee))
                add(serviceNamed(labels.text(caller)), serviceNamed(labels.text(callee)));
    }
    void takeLists(const base::Labels &labels, const QString &service)
    {
        for (const auto name : needed)
            for (const QString &other : namesIn(labels.text(name)))
                add(service, other);
        for (const auto name : needing)
            for (const QString &other : namesIn(labels.text(name)))
                add(other, service);
    }
    std::vector<ServiceCall> &out() { return m_out; }

private:
    std::vector<ServiceCall> m_out;
};

} // namespace

QString serviceNamed(const QString &text)
{
    QString name = text.trimmed();
    name = name.mid(name.lastIndexOf(u'/') + 1);
    if (const auto mesh = name.indexOf(u".svc"_s); mesh > 0)
        name = name.left(name.indexOf(u'.'));
    const bool isName = !name.isEmpty() && name.size() <= longestName && std::ranges::all_of(name, isOfName) &&
                        std::ranges::any_of(name, [](QChar c) { return c.isLetter(); });
    return isName && name != u"unknown"_s ? name : QString(); // Istio's word for "not in the mesh"
}

std::vector<ServiceCall> callsNamedBy(const base::Labels &labels, const base::Labels &annotations,
                                      const QString &service)
{
    Calls calls;
    for (const auto *said : {&labels, &annotations})
        if (tellsAnything(*said)) {
            calls.takePairs(*said);
            calls.takeLists(*said, service);
        }
    return std::move(calls.out());
}

void addCalls(std::vector<ServiceCall> &into, const std::vector<ServiceCall> &more)
{
    QSet<std::pair<QString, QString>> known;
    for (const auto &one : into)
        known.insert({one.caller, one.callee});
    for (const auto &one : more)
        if (!known.contains({one.caller, one.callee})) {
            known.insert({one.caller, one.callee});
            into.push_back(one);
        }
}

} // namespace wf::engine
