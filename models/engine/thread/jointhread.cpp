// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/threadweaver.h"

#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr std::size_t futureMax = 3;
constexpr qint64 foldWithinNs = 5 * base::nsPerMinute;

QString say(const char *text)
{
    return QCoreApplication::translate("Thread", text);
}

// Entries that say the same of the same thing shortly after each other become one with a count.
std::vector<signals::ThreadEntry> folded(std::vector<signals::ThreadEntry> entries)
{
    std::vector<signals::ThreadEntry> out;
    for (auto &entry : entries) {
        const auto same = std::find_if(out.rbegin(), out.rend(), [&](const signals::ThreadEntry &o) {
            return o.signal == entry.signal && o.title == entry.title && o.link == entry.link &&
                   o.subject.service == entry.subject.service &&
                   entry.timeNs - std::max(o.timeNs, o.endNs) < foldWithinNs;
        });
        if (same != out.rend() && entry.signal != signals::Signal::Deploy) {
            same->count += entry.count;
            same->endNs = std::max({same->endNs, entry.timeNs, entry.endNs});
            same->severity = signals::worse(same->severity, entry.severity);
        } else {
            out.push_back(std::move(entry));
        }
    }
    return out;
}

// Worst state per moment: cut the window at every edge, take the worst section over each piece, join equal neighbours.
std::vector<signals::SpineSection> joinedSpine(const ThreadQuestion &q, const std::vector<ThreadPart> &parts)
{
    std::vector<signals::SpineSection> all;
    std::vector<qint64> edges{q.window.startNs, q.window.endNs};
    bool known = false;
    for (const auto &part : parts) {
        known |= part.knowsState;
        for (auto section : part.spine) {
            section.startNs = std::clamp(section.startNs, q.window.startNs, q.window.endNs);
            section.endNs = std::clamp(section.endNs, q.window.startNs, q.window.endNs);
            edges.push_back(section.startNs);
            edges.push_back(section.endNs);
            all.push_back(section);
        }
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<signals::SpineSection> out;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        signals::SpineSection piece{edges[i], edges[i + 1], known ? signals::Severity::Ok : signals::Severity::Unknown};
        for (const auto &section : all)
            if (section.startNs <= piece.startNs && section.endNs >= piece.endNs)
                piece.state = known ? signals::worse(piece.state, section.state) : section.state;
        if (!out.empty() && out.back().state == piece.state)
            out.back().endNs = piece.endNs;
        else
            out.push_back(piece);
    }
    return out;
}

QString momentOf(qint64 ns, qint64 nowNs)
{
    const QString day = base::dayAndTime(ns, nowNs);
    return day == base::hourMinute(ns) ? base::timeOfDay(ns) : day;
}

QString headlineOf(const ThreadQuestion &q, const signals::Thread &thread)
{
    const auto &s = q.subject;
    QStringList facts;
    using Kind = signals::SubjectKind;
    if (s.kind == Kind::Service)
        facts << say("Service");
    else if (s.kind == Kind::Alert)
        facts << (s.service.isEmpty() ? say("Alert") : say("Alert of %1").arg(s.service));
    else if (s.kind == Kind::Trace || s.kind == Kind::Span)
        facts << say("Trace through %1").arg(s.service);
    else if (s.kind == Kind::LogLine)
        facts << say("Log line of %1").arg(s.service);
    else if (s.kind == Kind::Metric)
        facts << (s.service.isEmpty() ? say("Query") : say("Panel of %1").arg(s.service));
    else if (s.kind == Kind::Deploy)
        facts << say("Deploy of %1").arg(s.service);
    else if (s.kind == Kind::Objective)
        facts << say("Objective of %1").arg(s.service);
    if (!s.region.isEmpty())
        facts << s.region;
    if (s.timeNs)
        facts << say("at %1").arg(momentOf(s.timeNs, q.nowNs));
    if (!thread.spine.empty() && thread.spine.back().state <= signals::Severity::Warning)
        facts << say("%1 since %2")
                     .arg(signals::severityName(thread.spine.back().state),
                          base::dayAndTime(thread.spine.back().startNs, q.nowNs));
    return facts.join(QStringLiteral(", "));
}

} // namespace

signals::Thread joinThread(const ThreadQuestion &q, const std::vector<ThreadPart> &parts, bool settled)
{
    signals::Thread thread;
    thread.subject = q.subject;
    thread.windowStartNs = q.window.startNs;
    thread.windowEndNs = q.window.endNs;
    thread.nowNs = q.nowNs;
    thread.settled = settled;
    for (const auto &part : parts) {
        for (const auto &entry : part.entries)
            if (q.window.contains(entry.timeNs) ||
                (entry.endNs && entry.timeNs < q.window.startNs && entry.endNs > q.window.startNs))
                thread.entries.push_back(entry);
        thread.future.insert(thread.future.end(), part.future.begin(), part.future.end());
        if (!part.missing.isEmpty())
            thread.missing << part.missing;
    }
    const auto byTime = [](const signals::ThreadEntry &a, const signals::ThreadEntry &b) {
        return a.timeNs != b.timeNs ? a.timeNs < b.timeNs : a.link < b.link;
    };
    std::stable_sort(thread.entries.begin(), thread.entries.end(), byTime);
    thread.entries = folded(std::move(thread.entries));
    std::stable_sort(thread.future.begin(), thread.future.end(), byTime);
    if (thread.future.size() > futureMax)
        thread.future.resize(futureMax);
    for (auto &entry : thread.future)
        entry.future = true;
    thread.spine = joinedSpine(q, parts);
    // Of an alert or incident that no source keeps the past of, it is not known that all is well.
    const bool isUntold =
        (q.subject.kind == signals::SubjectKind::Alert || q.subject.kind == signals::SubjectKind::Incident) &&
        std::ranges::all_of(parts, [](const ThreadPart &part) { return part.spine.empty(); });
    thread.severity = thread.spine.empty() || isUntold ? signals::Severity::Unknown : thread.spine.back().state;
    thread.headline = headlineOf(q, thread);
    return thread;
}

} // namespace wf::engine
