// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/causecases.h"
#include "app/analyze/incidents/daysignals.h"
#include "app/analyze/incidents/minuteday.h"

#include <QDir>

#include <cmath>
#include <map>

namespace wf::app {

using analysis::CauseQuestion;
using analysis::ServiceFacts;

namespace {

constexpr double afterSeconds = 180; // what is looked at of an incident

std::optional<analysis::Deviation> judged(const Minutes &minutes, double atSecond, analysis::DeviationFloor floor)
{
    std::vector<double> before;
    std::vector<double> within;
    for (const auto &[second, value] : minutes) {
        if (static_cast<double>(second) < atSecond)
            before.push_back(value);
        else if (static_cast<double>(second) <= atSecond + afterSeconds)
            within.push_back(value);
    }
    return analysis::deviation(std::move(before), within, floor);
}

// What callers wait for and the callee does not know of. Both sides were read within the same minute, not at once.
std::optional<analysis::Deviation> judgedLink(const CallMinutes &call, double atSecond)
{
    const auto minuteOf = [](qint64 second) { return (second + 30) / 60; };
    QHash<qint64, double> callee;
    for (const auto &[second, seconds] : call.callee)
        callee.insert(minuteOf(second), seconds);
    Minutes gap;
    std::vector<double> usual;
    for (const auto &[second, seconds] : call.callers) {
        if (static_cast<double>(second) < atSecond)
            usual.push_back(seconds);
        if (const auto other = callee.constFind(minuteOf(second)); other != callee.constEnd())
            gap.emplace(second, seconds - *other);
    }
    if (usual.empty())
        return std::nullopt;
    std::nth_element(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(usual.size() / 2), usual.end());
    return judged(gap, atSecond, {.ofMedian = 0.1, .absolute = 0.25 * usual[usual.size() / 2] + 0.001});
}

class MinuteCases final : public CauseCases {
public:
    explicit MinuteCases(QDir folder) : m_folder(std::move(folder)) {}

    base::Result<CauseQuestion> question(const QString & /*name*/, const QJsonObject &one) override
    {
        const auto day = dayOf(one.value(QStringLiteral("dir")).toString());
        if (!day)
            return day.error();
        DaySignals &minute = signalsOf(one.value(QStringLiteral("dir")).toString());
        const auto traced = minute.traced(one.value(QStringLiteral("traces")).toString());
        if (!traced)
            return traced.error();
        const auto errors = minute.errorLines(one.value(QStringLiteral("logs")).toString());
        if (!errors)
            return errors.error();
        const double at = one.value(QStringLiteral("inject_time")).toDouble();
        CauseQuestion question;
        question.symptomService = (*day)->entry;
        question.calls = traced->calls.isEmpty() ? (*day)->calls : traced->calls;
        std::map<QString, double> links;
        for (const auto &[ends, call] : (*day)->links)
            raise(links[ends.second], judgedLink(call, at));
        for (const auto &[service, minutes] : (*day)->services) {
            ServiceFacts facts;
            facts.service = service;
            facts.symptom = judged(minutes.latency, at, {}).value_or(analysis::Deviation{});
            raise(facts.saturation, judged(minutes.cpu, at, {}));
            // Memory grows for good reasons too: half as sure.
            if (auto memory = judged(minutes.memory, at, {.ofMedian = 0.02, .absolute = 0})) {
                memory->score /= 2;
                raise(facts.saturation, memory);
            }
            if (const auto link = links.find(service); link != links.end())
                facts.link = link->second;
            facts.stops = traced->stops.value(service);
            facts.errorLines = errors->value(service);
            question.services.push_back(std::move(facts));
        }
        return question;
    }

private:
    base::Result<const MinuteDay *> dayOf(const QString &name)
    {
        if (const auto known = m_days.find(name); known != m_days.end())
            return &known->second;
        if (name.isEmpty() || name.contains(QLatin1String("..")) || QDir::isAbsolutePath(name))
            return base::makeError(base::ErrorKind::NotUnderstood,
                                   QStringLiteral("A case needs \"dir\", a folder beside it"), name);
        auto day = readMinuteDay(QDir(m_folder.filePath(name)));
        if (!day)
            return day.error();
        return &m_days.emplace(name, std::move(*day)).first->second;
    }

    DaySignals &signalsOf(const QString &name)
    {
        return m_signals.try_emplace(name, QDir(m_folder.filePath(name))).first->second;
    }

    QDir m_folder;
    std::map<QString, MinuteDay> m_days;
    std::map<QString, DaySignals> m_signals;
};

} // namespace

base::Result<std::unique_ptr<CauseCases>> openMinuteCases(const QString &folder)
{
    return std::unique_ptr<CauseCases>(std::make_unique<MinuteCases>(QDir(folder)));
}

} // namespace wf::app
