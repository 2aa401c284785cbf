// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracefacts.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::ui {

namespace {

QString text(const char *source, int n = -1)
{
    return QCoreApplication::translate("Traces", source, nullptr, n);
}

std::vector<Fact> factsOf(const base::Labels &labels)
{
    std::vector<Fact> facts;
    for (const auto &[name, value] : labels)
        facts.push_back({QString::fromStdString(name), QString::fromStdString(value), false});
    return facts;
}

QString percent(qint64 part, qint64 whole)
{
    return QString::number(
               std::llround(100.0 * static_cast<double>(part) / static_cast<double>(std::max<qint64>(1, whole)))) +
           QStringLiteral("\u2009%");
}

} // namespace

widgets::WaterfallDataPtr waterfallOf(const engine::LoadedTrace &loaded, widgets::SeriesColors &colors)
{
    if (!loaded.trace || loaded.trace->spans.empty())
        return nullptr;
    auto out = std::make_shared<widgets::WaterfallData>();
    out->trace = loaded.trace;
    for (const auto &section : loaded.criticalPath)
        out->criticalPath.push_back({section.span, section.startNs, section.endNs});
    out->errorPath = loaded.errorPath;
    out->waiting = loaded.waiting;
    for (const auto &process : loaded.trace->processes)
        out->processColors.push_back(colors.colorFor(process.service).index);
    out->startNs = loaded.trace->startNs();
    out->endNs = loaded.trace->endNs();
    return out;
}

QString pathInWords(const engine::LoadedTrace &loaded)
{
    if (!loaded.trace)
        return {};
    std::map<QString, qint64> shares;
    qint64 whole = 0;
    for (const auto &section : loaded.criticalPath) {
        const auto &span = loaded.trace->spans[static_cast<std::size_t>(section.span)];
        shares[loaded.trace->service(span) + QChar(u' ') + span.operation] += section.endNs - section.startNs;
        whole += section.endNs - section.startNs;
    }
    std::vector<std::pair<qint64, QString>> order;
    for (const auto &[name, length] : shares)
        order.emplace_back(length, name);
    std::sort(order.rbegin(), order.rend());
    QStringList words;
    qint64 rest = whole;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, order.size()); ++i) {
        words << percent(order[i].first, whole) + QChar(u' ') + order[i].second;
        rest -= order[i].first;
    }
    if (rest * 100 >= whole && whole > 0)
        words << percent(rest, whole) + QChar(u' ') + text("other");
    return words.join(QStringLiteral(", "));
}

QString notesOf(const engine::LoadedTrace &loaded, qint64 nowNs)
{
    QStringList notes;
    if (!loaded.trace)
        return {};
    if (loaded.adjustedSpans || !loaded.clockNotes.isEmpty()) {
        QString note = text("The clocks of %n spans disagree", loaded.adjustedSpans);
        if (!loaded.clockNotes.isEmpty())
            note += QStringLiteral(" (") + loaded.clockNotes.first() + QChar(u')');
        notes << note;
    }
    const auto orphans =
        std::count_if(loaded.trace->spans.begin(), loaded.trace->spans.end(), [](const auto &s) { return s.orphan; });
    if (orphans)
        notes << text("%n spans name a parent that is not in the trace", static_cast<int>(orphans));
    if (loaded.completeness.stale && loaded.completeness.asOfNs)
        notes << text("From the store, %1").arg(base::ageText(nowNs - loaded.completeness.asOfNs));
    if (loaded.completeness.partial || loaded.completeness.truncated)
        notes << text("Not all spans arrived");
    notes << loaded.completeness.notes;
    return notes.join(QStringLiteral(". "));
}

signals::Subject spanSubject(const signals::Trace &trace, int index)
{
    const auto &span = trace.spans[static_cast<std::size_t>(index)];
    const auto &process = trace.processes[static_cast<std::size_t>(span.process)];
    signals::Subject s = signals::Subject::ofService(process.service);
    s.kind = signals::SubjectKind::Span;
    s.id = trace.traceId + QChar(u'/') + span.spanId.text();
    s.operation = span.operation;
    s.region = process.tags.text("cloud.region");
    s.instance = process.tags.text("service.instance.id");
    s.title = span.operation + QChar(u' ') + base::humanDuration(span.durationNs);
    s.timeNs = span.startNs;
    return s;
}

int spanById(const signals::Trace &trace, const QString &spanId)
{
    const signals::SpanId id(spanId);
    const auto it =
        std::find_if(trace.spans.begin(), trace.spans.end(), [id](const auto &s) { return s.spanId == id; });
    return it == trace.spans.end() || id.isEmpty() ? -1 : static_cast<int>(it - trace.spans.begin());
}

std::vector<FactSection> tagFacts(const signals::Span &span)
{
    return {{text("Tags"), factsOf(span.tags.labels())}};
}

std::vector<FactSection> eventFacts(const signals::Span &span)
{
    std::vector<FactSection> sections{{text("Events"), {}}};
    const auto events = span.events.list();
    for (const auto &event : events) {
        const qint64 after = event.timeNs - span.startNs;
        QString name = event.fields.text("event");
        if (name.isEmpty())
            name = event.fields.text("message");
        sections.front().facts.push_back(
            {(after < 0 ? QString() : QStringLiteral("+")) + base::humanDuration(after), name, false});
        for (const auto &[key, value] : event.fields)
            if (key != "event")
                sections.front().facts.push_back({QStringLiteral("  ") + QString::fromStdString(key),
                                                  QString::fromStdString(value), key.starts_with("exception")});
    }
    if (events.empty())
        sections.front().facts.push_back({text("none"), {}, false});
    return sections;
}

FactSection errorPathFacts(const signals::Trace &trace, const std::vector<int> &path)
{
    FactSection section{text("Error path"), {}};
    for (const int index : path) {
        const auto &span = trace.spans[static_cast<std::size_t>(index)];
        const auto tags = span.tags.labels();
        QString what = span.operation;
        for (const char *name :
             {"http.response.status_code", "http.status_code", "otel.status_description", "error.message"})
            if (tags.has(name))
                what += QChar(u' ') + tags.text(name);
        section.facts.push_back({trace.service(span), what, index == path.front()});
    }
    return section;
}

std::vector<FactSection> processFacts(const signals::Trace &trace, const signals::Span &span)
{
    std::vector<FactSection> sections;
    if (!span.warnings.isEmpty()) {
        FactSection warnings{text("Warnings"), {}};
        for (const auto &warning : span.warnings)
            warnings.facts.push_back({text("server"), warning, true});
        sections.push_back(std::move(warnings));
    }
    if (!span.links.empty()) {
        FactSection links{text("Links"), {}};
        for (const auto &link : span.links)
            links.facts.push_back(
                {link.traceId == trace.traceId ? text("this trace") : link.traceId, link.spanId.text(), false});
        sections.push_back(std::move(links));
    }
    const auto &process = trace.processes[static_cast<std::size_t>(span.process)];
    FactSection own{text("Process"), factsOf(process.tags)};
    own.facts.insert(own.facts.begin(), {QStringLiteral("service"), process.service, false});
    own.facts.push_back({QStringLiteral("span"), span.spanId.text(), false});
    sections.push_back(std::move(own));
    return sections;
}

} // namespace wf::ui
