// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/snapshot/takesnapshot.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/boards/kept/keptpanels.h"
#include "models/engine/boards/snapshot/answeredhistograms.h"
#include "models/wire/grafana/write.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = signals::BoardVariable::Kind;

namespace {

constexpr int snapshotWidth = 1000; // pixels: decides the steps that are asked about

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Snapshot", text);
}

// A value in the list of a custom variable.
QString escaped(QString text)
{
    return text.replace(u","_s, u"\\,"_s);
}

// One taking: the samples of each source one selector after the other, all lines at once.
struct Taking : std::enable_shared_from_this<Taking> {
    SnapshotWishes wishes;
    SnapshotPlan plan;
    std::shared_ptr<IncidentBundle> bundle = std::make_shared<IncidentBundle>();
    std::vector<async::Request> requests;
    SnapshotReply reply;
    int open = 1; // the taking itself, while it asks
    qint64 series = 0, seriesSeen = 0, samples = 0;
    KeptPanels kept;
    const sources::SourceSet *sources = nullptr; // of traces
    std::size_t spans = 0;

    void lost(const QString &what)
    {
        if (!bundle->manifest.missing.contains(what))
            bundle->manifest.missing << what;
    }
    void done()
    {
        if (--open == 0)
            QTimer::singleShot(0, qApp, [self = shared_from_this()] { self->finish(); });
    }
    void finish()
    {
        if (!reply)
            return;
        if (!kept.isEmpty())
            bundle->panels = toJson(kept);
        auto &manifest = bundle->manifest;
        const auto lines = static_cast<qint64>(bundle->lines.size());
        manifest.contents = {{say("panels"), plan.panels, -1},
                             {say("series"), series, seriesSeen},
                             {say("samples"), samples, -1},
                             {say("log lines"), lines, -1},
                             {say("traces"), static_cast<qint64>(bundle->traces.size()), -1},
                             {say("alerts"), static_cast<qint64>(bundle->alerts.size()), -1}};
        std::exchange(reply, nullptr)(BundlePtr(bundle));
    }

    void askSamples(sources::MetricSource &source, std::size_t at);
    void askRaw(sources::MetricSource &source, std::size_t at, qint64 found);
    void keep(const signals::QueryAnswer &answer, const sources::MetricSource &source);
    void askLines(sources::LogSource &source, const QString &selector);
    void askAlerts(sources::AlertSource &source);
    void askShown(const BoardQuestion &question);
    void keepShown(const BoardQuestion &question, const BoardAnswer &answer);
    void askTrace(sources::TraceSource &source, const QString &id);
    void keepTrace(const signals::Trace &trace);
};

void Taking::askSamples(sources::MetricSource &source, std::size_t at)
{
    if (at >= plan.samples.size())
        return done();
    const SampleNeed &need = plan.samples[at];
    requests.push_back(
        source.series({need.selector}, need.range,
                      [self = weak_from_this(), &source, at](const base::Result<std::vector<base::Labels>> &found) {
                          const auto taking = self.lock();
                          if (!taking)
                              return;
                          if (!found) {
                              taking->lost(source.state().name + u": "_s + found.error().summary);
                              return taking->askSamples(source, at + 1);
                          }
                          taking->askRaw(source, at, static_cast<qint64>(found->size()));
                      }));
}

void Taking::askRaw(sources::MetricSource &source, std::size_t at, qint64 found)
{
    const SampleNeed &need = plan.samples[at];
    seriesSeen += found;
    const qint64 lengthNs = std::max(base::nsPerSecond, need.range.lengthNs());
    const qint64 expected = found * (lengthNs / std::max(base::nsPerSecond, wishes.scrapeNs) + 1);
    if (found == 0)
        return askSamples(source, at + 1);
    if (series + found > wishes.mostSeries || samples + expected > wishes.mostSamples) {
        lost(say("%1: %2 series, about %3 samples, are more than a snapshot has room for")
                 .arg(need.selector, base::groupedInteger(found), base::groupedInteger(expected)));
        return askSamples(source, at + 1);
    }
    const QString expr = u"%1[%2s]"_s.arg(need.selector).arg((lengthNs + base::nsPerSecond - 1) / base::nsPerSecond);
    requests.push_back(source.queryInstant(
        expr, need.range.endNs,
        [self = weak_from_this(), &source, at](const base::Result<signals::QueryAnswerPtr> &answer) {
            const auto taking = self.lock();
            if (!taking)
                return;
            if (answer)
                taking->keep(**answer, source);
            else
                taking->lost(source.state().name + u": "_s + answer.error().summary);
            taking->askSamples(source, at + 1);
        }));
}

void Taking::keep(const signals::QueryAnswer &answer, const sources::MetricSource &source)
{
    for (const auto &one : answer.series) {
        if (one.timesMs.empty())
            continue;
        ++series;
        samples += static_cast<qint64>(one.size());
        bundle->series.push_back({one.labels, one.timesMs, one.values, {}, {}, {}, {}});
    }
    qint64 left = 0;
    for (const auto &one : answer.histograms) {
        auto histograms = keptHistograms(one, &left);
        if (histograms.histograms.empty())
            continue;
        ++series;
        samples += static_cast<qint64>(histograms.histograms.size());
        bundle->series.push_back(std::move(histograms));
    }
    if (left > 0)
        lost(say("%1: %2 samples of native histograms, whose buckets cannot be told")
                 .arg(source.state().name, base::groupedInteger(left)));
}

void Taking::askAlerts(sources::AlertSource &source)
{
    ++open;
    requests.push_back(
        source.alerts([self = weak_from_this(), &source](const base::Result<signals::AlertAnswer> &answer) {
            const auto taking = self.lock();
            if (!taking)
                return;
            if (answer)
                std::ranges::copy(answer->alerts, std::back_inserter(taking->bundle->alerts));
            else
                taking->lost(source.state().name + u": "_s + answer.error().summary);
            taking->done();
        }));
}

// Panels whose data is no samples or lines: what they show is asked as for the screen.
void Taking::askShown(const BoardQuestion &question)
{
    const QString &title = question.panel.panel.title;
    if (!wishes.reader)
        return lost(say("%1: what it shows is not kept in snapshots").arg(title));
    ++open;
    const auto isOver = std::make_shared<bool>(false);
    requests.push_back(
        wishes.reader->read(question, [self = weak_from_this(), question, isOver](const BoardAnswer &answer) {
            const auto taking = self.lock();
            if (!taking || !answer.final || std::exchange(*isOver, true))
                return;
            taking->keepShown(question, answer);
            taking->done();
        }));
}

void Taking::keepShown(const BoardQuestion &question, const BoardAnswer &answer)
{
    const PlacedPanel &placed = question.panel;
    if (answer.error)
        lost(QString(placed.panel.title + u": "_s + answer.error->summary));
    if (answer.objective)
        kept.objectives.insert(placed.key, answer.objective);
    if (placed.panel.type == "dashlist"_L1) {
        signals::LinkFigure list = answer.boards;
        for (auto &row : list.rows)
            row.key.clear(); // paths of this machine are nobody's business
        kept.lists.insert(placed.key, std::move(list));
    }
    if (!answer.calls.empty())
        kept.calls.insert(placed.key, answer.calls);
    for (const auto &trace : answer.wholeTraces)
        keepTrace(*trace);
    if (answer.wholeTraces.empty())
        for (const auto &summary : answer.traces)
            for (auto *source : sources->traces)
                askTrace(*source, summary.traceId);
}

// Several sources may be asked for a trace that only one of them has.
void Taking::askTrace(sources::TraceSource &source, const QString &id)
{
    ++open;
    requests.push_back(source.trace(id, [self = weak_from_this()](const base::Result<signals::TracePtr> &trace) {
        const auto taking = self.lock();
        if (!taking)
            return;
        if (trace)
            taking->keepTrace(**trace);
        taking->done();
    }));
}

void Taking::keepTrace(const signals::Trace &trace)
{
    if (std::ranges::find(bundle->traces, trace.traceId, &signals::Trace::traceId) != bundle->traces.end())
        return;
    if (spans + trace.spans.size() > wishes.mostSpans)
        return lost(
            say("traces of more than %1 spans").arg(base::groupedInteger(static_cast<qint64>(wishes.mostSpans))));
    spans += trace.spans.size();
    bundle->traces.push_back(trace);
}

void Taking::askLines(sources::LogSource &source, const QString &selector)
{
    ++open;
    requests.push_back(
        source.query({selector, wishes.range, wishes.mostLines, sources::LogDirection::Backward},
                     [self = weak_from_this(), &source, selector](base::Result<signals::LogAnswer> answer) {
                         const auto taking = self.lock();
                         if (!taking)
                             return;
                         if (!answer) {
                             taking->lost(source.state().name + u": "_s + answer.error().summary);
                         } else {
                             if (static_cast<int>(answer->lines.size()) >= taking->wishes.mostLines)
                                 taking->lost(say("%1: only the newest %2 lines")
                                                  .arg(selector, base::groupedInteger(taking->wishes.mostLines)));
                             std::ranges::move(answer->lines, std::back_inserter(taking->bundle->lines));
                         }
                         taking->done();
                     }));
}

} // namespace

signals::Dashboard withFixedVariables(const BoardVariables &variables)
{
    signals::Dashboard out = *variables.dashboard();
    for (signals::BoardVariable &v : out.variables) {
        const BoardVariables::State *state = variables.state(v.name);
        if (!state)
            continue;
        if (v.kind == Kind::AdHoc) {
            v.filters = state->filters;
            continue;
        }
        v.currentValue = state->values;
        v.currentText = state->values;
        if (v.kind != Kind::Query)
            continue;
        const bool isAll = state->values == QStringList{signals::allValueId};
        QStringList offered;
        for (const query::VariableChoice &choice : state->options)
            if (isAll || state->values.contains(choice.value))
                offered << (choice.text == choice.value
                                ? escaped(choice.value)
                                : QString(escaped(choice.text) + u" : "_s + escaped(choice.value)));
        v.kind = Kind::Custom;
        v.type = u"custom"_s;
        v.query = offered.join(u',');
        v.regex.clear();
        v.refresh = 0;
        v.options.clear();
        v.dataSource = {};
        v.source = {};
    }
    return out;
}

SnapshotPlan planSnapshot(const SnapshotWishes &wishes)
{
    SnapshotPlan out;
    const auto dashboard = std::make_shared<const signals::Dashboard>(wishes.dashboard);
    int left = 0;
    for (const BoardSection &section : sectionsOf(*dashboard, wishes.scope, &left))
        for (const PlacedPanel &placed : section.panels) {
            ++out.panels;
            out.listsAlerts |= placed.panel.type == "alertlist"_L1;
            const BoardQuestion question{placed, dashboard, wishes.range, snapshotWidth};
            const base::TimeRange range = panelRange(placed.panel, wishes.range);
            bool isShown = placed.panel.type == objectiveKind || placed.panel.type == "dashlist"_L1;
            for (const BoardAsk &ask : asksOf(question, wishes.scrapeNs)) {
                if (ask.language == BoardLanguage::Traces) {
                    isShown = true;
                } else if (ask.language == BoardLanguage::Logs) {
                    for (const QString &selector : streamNeeds(ask.expr))
                        if (!out.streams.contains(selector))
                            out.streams << selector;
                } else if (ask.language == BoardLanguage::Metrics) {
                    // A rate's window widens as one zooms in with a longer step: the first point must have one too.
                    base::TimeRange wide = range;
                    wide.startNs -= ask.stepNs;
                    const auto needs = sampleNeeds(ask.expr, wide);
                    if (needs.empty())
                        out.missing << say("%1: its query cannot be read").arg(placed.panel.title);
                    out.samples.insert(out.samples.end(), needs.begin(), needs.end());
                }
            }
            if (isShown)
                out.shown.push_back(question);
        }
    out.samples = merged(std::move(out.samples));
    if (left > 0)
        out.missing << say("%1 panels are more than a snapshot shows").arg(left);
    out.missing.removeDuplicates();
    return out;
}

async::Request takeSnapshot(const SnapshotWishes &wishes, const sources::SourceSet &sources, const base::Clock &clock,
                            SnapshotReply reply)
{
    const auto taking = std::make_shared<Taking>();
    taking->wishes = wishes;
    taking->plan = planSnapshot(wishes);
    taking->reply = std::move(reply);
    auto &manifest = taking->bundle->manifest;
    manifest.isDashboard = true;
    manifest.program = wishes.program;
    manifest.title = wishes.dashboard.title.isEmpty() ? say("Dashboard") : wishes.dashboard.title;
    manifest.environment = wishes.environment;
    manifest.takenBy = wishes.takenBy;
    manifest.takenNs = clock.nowNs();
    manifest.range = wishes.range;
    manifest.subjects = wishes.subjects;
    manifest.missing = taking->plan.missing;
    manifest.look = {{u"screen"_s, u"dashboards"_s},
                     {u"from"_s, base::isoTime(wishes.range.startNs)},
                     {u"until"_s, base::isoTime(wishes.range.endNs)}};
    taking->bundle->dashboard = wire::grafana::writeClassic(wishes.dashboard);
    for (auto *source : sources.metrics) {
        ++taking->open;
        taking->askSamples(*source, 0);
        ++taking->open;
        taking->requests.push_back(source->metadata([weak = std::weak_ptr(taking)](const auto &families) {
            const auto self = weak.lock();
            if (!self)
                return;
            if (families) // what cannot be told is no loss
                std::ranges::copy(*families, std::back_inserter(self->bundle->families));
            self->done();
        }));
    }
    for (auto *source : sources.logs)
        for (const QString &selector : taking->plan.streams)
            taking->askLines(*source, selector);
    taking->sources = &sources;
    for (const BoardQuestion &question : taking->plan.shown)
        taking->askShown(question);
    if (taking->plan.listsAlerts)
        for (auto *source : sources.alerts)
            taking->askAlerts(*source);
    if (sources.metrics.empty() && !taking->plan.samples.empty())
        taking->lost(say("There is no source of metrics."));
    taking->done();
    return async::Request([taking] {
        taking->reply = nullptr;
        taking->requests.clear();
    });
}

} // namespace wf::engine
