// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/escalation/oncall.h"

#include <algorithm>

namespace wf::analysis {

namespace {

bool isWordAt(const QString &text, qsizetype at, qsizetype length)
{
    const auto isPart = [&](qsizetype i) { return i >= 0 && i < text.size() && text[i].isLetterOrNumber(); };
    return !isPart(at - 1) && !isPart(at + length);
}

bool says(const QString &text, const QString &name)
{
    if (name.isEmpty())
        return false;
    for (qsizetype at = text.indexOf(name, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(name, at + 1, Qt::CaseInsensitive))
        if (isWordAt(text, at, name.size()))
            return true;
    return false;
}

bool names(const OnCallEntry &entry, const signals::Person &person)
{
    return std::ranges::any_of(entry.names, [&](const QString &text) {
        return says(text, person.name) ||
               std::ranges::any_of(person.known, [&](const QString &known) { return says(text, known); });
    });
}

void sooner(qint64 &untilNs, qint64 ns)
{
    untilNs = untilNs == 0 ? ns : std::min(untilNs, ns);
}

} // namespace

OnCallNow onCallAt(const signals::OnCallRota &rota, std::span<const OnCallEntry> entries,
                   std::span<const signals::Person> people, qint64 nowNs)
{
    OnCallNow out;
    const auto add = [&](const signals::Person &person) {
        if (std::ranges::find(out.people, &person) == out.people.end())
            out.people.push_back(&person);
    };
    for (const auto &one : rota.overrides) {
        if (one.startNs > nowNs)
            sooner(out.untilNs, one.startNs);
        if (one.startNs > nowNs || one.endNs <= nowNs)
            continue;
        out.isOverride = true;
        sooner(out.untilNs, one.endNs);
        for (const auto &person : people)
            if (person.name == one.person)
                add(person);
    }
    if (out.isOverride)
        return out;
    for (const OnCallEntry &entry : entries) {
        if (entry.startNs > nowNs)
            sooner(out.untilNs, entry.startNs);
        if (entry.startNs > nowNs || entry.endNs <= nowNs)
            continue;
        sooner(out.untilNs, entry.endNs);
        bool isKnown = false;
        for (const auto &person : people)
            if (names(entry, person)) {
                add(person);
                isKnown = true;
            }
        if (!isKnown)
            out.unknown << entry.names.value(0);
    }
    return out;
}

} // namespace wf::analysis
