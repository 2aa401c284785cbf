// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/review/reviewpaper.h"

#include "models/engine/alerts/ruleexpression.h"
#include "models/engine/story/postmortem.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace wf::engine {

using namespace Qt::StringLiterals;
using wire::ReviewPaper;

namespace {

constexpr qint64 beforeNs = base::nsPerHour; // of the pictures
constexpr qint64 afterNs = 15 * base::nsPerMinute;
constexpr qint64 deployLeadNs = 2 * base::nsPerHour;
constexpr std::size_t mostLines = 6;
constexpr std::size_t mostFirings = 200; // of one lane

void addLanes(const Incident &incident, ReviewPaper &paper)
{
    QHash<QString, std::size_t> places;
    for (const auto &alert : incident.alerts) { // by onset
        const QString name = alert.service.isEmpty() ? alert.name : alert.service;
        if (!places.contains(name)) {
            places.insert(name, paper.lanes.size());
            paper.lanes.push_back({name, {}});
        }
        auto &lane = paper.lanes[places[name]];
        if (lane.firings.size() < mostFirings)
            lane.firings.push_back({{alert.startNs, alert.fires() ? paper.range.endNs : alert.endNs}, alert.severity});
    }
}

// What is of the services of the incident, and how high it went.
std::pair<bool, double> weightOf(const signals::Series &series, const Incident &incident)
{
    const bool isOfIt = std::ranges::any_of(series.labels, [&](const auto &pair) {
        return incident.services.contains(QString::fromStdString(pair.second));
    });
    double most = 0;
    for (const double value : series.values)
        most = std::isfinite(value) ? std::max(most, value) : most;
    return {isOfIt, most};
}

QString nameOf(const base::Labels &labels)
{
    QStringList values;
    for (const auto &[name, value] : labels)
        if (name != "__name__")
            values << QString::fromStdString(value);
    return values.isEmpty() ? u"all"_s : values.join(u", "_s);
}

QString saidOf(const CauseSuspect &suspect)
{
    return !suspect.isRight ? u"not said"_s : *suspect.isRight ? u"yes"_s : u"no"_s;
}

} // namespace

ReviewPaper reviewPaper(const Incident &incident, const std::vector<TimelineEntry> &timeline, const CauseReport *causes,
                        const ServicesSnapshot &services, qint64 nowNs)
{
    ReviewPaper out;
    out.id = incident.id();
    out.title = incident.title;
    out.asOfNs = nowNs;
    out.openedNs = incident.openedNs;
    const qint64 endNs = incident.isOpen() ? nowNs : std::min(nowNs, incident.closedNs + afterNs);
    out.range = {incident.openedNs - beforeNs, std::max(endNs, incident.openedNs + base::nsPerMinute)};
    for (const auto &[name, value] : reviewFacts(incident, timeline, causes))
        out.facts.push_back({name, value});
    addLanes(incident, out);
    for (const auto &deploy : services.deploys)
        if (incident.services.contains(deploy.service) && deploy.timeNs >= incident.openedNs - deployLeadNs &&
            out.range.contains(deploy.timeNs))
            out.deploys.push_back({deploy.timeNs, u"%1 %2 deployed"_s.arg(deploy.service, deploy.toVersion)});
    if (causes)
        for (const auto &one : causes->suspects)
            out.suspects.push_back({one.share, one.title, one.reasons.join(u"; "_s), saidOf(one)});
    if (!causes)
        out.suspectsNote = u"They were not looked for."_s;
    else if (causes->suspects.empty())
        out.suspectsNote = causes->nothing;
    else if (!causes->missing.isEmpty())
        out.suspectsNote = u"Without what did not answer: %1."_s.arg(causes->missing.join(u", "_s));
    for (const auto &entry : timeline)
        out.timeline.push_back({entry.ns, entry.who, entry.text});
    out.questions = reviewQuestions();
    return out;
}

std::vector<ReviewPaper::Attached> attachedCharts(const std::vector<Attachment> &attachments)
{
    std::vector<ReviewPaper::Attached> out;
    for (const auto &one : attachments) {
        if (!one.chart || one.chart->lines.empty())
            continue;
        ReviewPaper::Attached attached{{one.title, one.text, {}, one.chart->threshold}, one.range, one.by};
        for (const auto &line : one.chart->lines) {
            ReviewPaper::Line drawn{line.name, {}};
            for (std::size_t i = 0; i < line.timesMs.size(); ++i)
                drawn.points.emplace_back(line.timesMs[i] * base::nsPerMs, line.values[i]);
            attached.chart.lines.push_back(std::move(drawn));
        }
        out.push_back(std::move(attached));
    }
    return out;
}

const signals::Rule *worstRule(const Incident &incident, const std::vector<signals::Rule> &rules)
{
    std::vector<const IncidentAlert *> alerts;
    for (const auto &alert : incident.alerts)
        alerts.push_back(&alert);
    // Critical is the greatest of what a rule says; unknown ones come last.
    const auto rank = [](signals::Severity severity) {
        return severity == signals::Severity::Critical ? 0 : severity == signals::Severity::Warning ? 1 : 2;
    };
    std::ranges::stable_sort(
        alerts, {}, [&rank](const IncidentAlert *alert) { return std::tuple(rank(alert->severity), alert->startNs); });
    for (const auto *alert : alerts) {
        const auto rule = std::ranges::find_if(rules, [alert](const signals::Rule &one) {
            return one.kind == signals::RuleKind::Alerting && one.name == alert->name;
        });
        if (rule != rules.end())
            return &*rule;
    }
    return nullptr;
}

std::optional<ReviewPaper::Chart> reviewChart(const Incident &incident, const signals::Rule &rule,
                                              const signals::QueryAnswer &answer)
{
    std::vector<const signals::Series *> series;
    for (const auto &one : answer.series)
        if (!one.timesMs.empty())
            series.push_back(&one);
    std::ranges::stable_sort(series, std::ranges::greater{},
                             [&incident](const signals::Series *one) { return weightOf(*one, incident); });
    if (series.empty())
        return std::nullopt;
    const auto expression = splitThreshold(rule.query);
    ReviewPaper::Chart out{u"What %1 measures"_s.arg(rule.name), expression.measured, {}, expression.threshold};
    const qint64 gapMs = 3 * std::max<qint64>(1, answer.stepMs);
    for (std::size_t i = 0; i < std::min(series.size(), mostLines); ++i) {
        ReviewPaper::Line line{nameOf(series[i]->labels), {}};
        for (std::size_t k = 0; k < series[i]->size(); ++k) {
            const qint64 ms = series[i]->timesMs[k];
            if (k > 0 && answer.stepMs > 0 && ms - series[i]->timesMs[k - 1] > gapMs)
                line.points.emplace_back(ms * base::nsPerMs, std::nan(""));
            line.points.emplace_back(ms * base::nsPerMs, series[i]->values[k]);
        }
        out.lines.push_back(std::move(line));
    }
    return out;
}

} // namespace wf::engine
