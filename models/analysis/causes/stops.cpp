// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/stops.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::analysis {

namespace {

// Whose fault a stop is; what was not there to be called leaves no span of its own.
constexpr double missingShare = 0.5;
constexpr double lastShare = 0.25;
constexpr double ownShare = 0.25;

using Endpoint = std::pair<QString, QString>; // service, operation

struct Usual {
    double requests = 0;
    std::map<QStringList, double> stops; // by what had been called before
};

bool saysError(const signals::Span &span)
{
    return span.error || span.operation.contains(QLatin1String("error"), Qt::CaseInsensitive);
}

void noteLongest(std::map<Endpoint, QStringList> &whole, const std::vector<HandledRequest> &requests)
{
    for (const HandledRequest &request : requests) {
        QStringList &known = whole[{request.service, request.operation}];
        if (!request.failed && request.callees.size() > known.size())
            known = request.callees;
    }
}

// What is called after these in a request that went well; empty when that is not known.
QString nextCall(const QStringList &whole, const QStringList &called)
{
    const bool begins = whole.size() > called.size() && whole.first(called.size()) == called;
    return begins ? whole.at(called.size()) : QString();
}

// Natural logarithm of how much likelier the stops are now than usual; half a stop in two requests is taken as seen.
double surprise(double stops, double requests, const Usual &usual, const QStringList &called)
{
    const auto known = usual.stops.find(called);
    const double before = known == usual.stops.end() ? 0 : known->second;
    const double usually = (before + 0.5) / (usual.requests + 2);
    return stops * std::log(std::max(1.0, stops / requests / usually));
}

} // namespace

std::vector<HandledRequest> handledRequests(const signals::Trace &trace)
{
    std::vector<HandledRequest> out;
    std::vector<std::size_t> handler(trace.spans.size()); // by span: its place in `out`
    std::vector<std::ptrdiff_t> caller;                   // by place in `out`
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        const signals::Span &span = trace.spans[i];
        const QString &service = trace.service(span);
        const auto parent = static_cast<std::size_t>(std::max(0, span.parent));
        if (span.parent >= 0 && out[handler[parent]].service == service) {
            handler[i] = handler[parent];
        } else {
            handler[i] = out.size();
            caller.push_back(span.parent < 0 ? -1 : static_cast<std::ptrdiff_t>(handler[parent]));
            out.push_back({service, span.operation, {}, false, false});
            if (span.parent >= 0) {
                QStringList &callees = out[handler[parent]].callees;
                if (callees.isEmpty() || callees.last() != service)
                    callees.append(service);
            }
        }
        out[handler[i]].failed |= saysError(span);
    }
    for (std::size_t i = out.size(); i-- > 0;)
        if (caller[i] >= 0 && (out[i].failed || out[i].failedBelow))
            out[static_cast<std::size_t>(caller[i])].failedBelow = true;
    return out;
}

QHash<QString, double> stopStrengths(const std::vector<HandledRequest> &usual, const std::vector<HandledRequest> &now)
{
    if (usual.empty())
        return {};
    std::map<Endpoint, QStringList> whole;
    noteLongest(whole, usual);
    noteLongest(whole, now);
    std::map<Endpoint, Usual> before;
    std::map<Endpoint, Usual> within;
    const auto count = [](std::map<Endpoint, Usual> &counts, const std::vector<HandledRequest> &requests) {
        for (const HandledRequest &request : requests) {
            Usual &at = counts[{request.service, request.operation}];
            ++at.requests;
            if (request.failed && !request.failedBelow)
                ++at.stops[request.callees];
        }
    };
    count(before, usual);
    count(within, now);
    struct Parts {
        double missing = 0;
        double last = 0;
        double own = 0;
    };
    QHash<QString, Parts> parts;
    for (const auto &[endpoint, at] : within)
        for (const auto &[called, stops] : at.stops) {
            const double strength = std::log10(1 + surprise(stops, at.requests, before[endpoint], called));
            const auto raise = [&parts, strength](const QString &service, double Parts::*part) {
                double &value = parts[service].*part;
                value = std::max(value, strength);
            };
            raise(endpoint.first, &Parts::own);
            if (!called.isEmpty())
                raise(called.last(), &Parts::last);
            if (const QString next = nextCall(whole[endpoint], called); !next.isEmpty())
                raise(next, &Parts::missing);
        }
    QHash<QString, double> out;
    for (auto one = parts.cbegin(); one != parts.cend(); ++one)
        out.insert(one.key(), missingShare * one->missing + lastShare * one->last + ownShare * one->own);
    return out;
}

} // namespace wf::analysis
