// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/annotations/boardannotations.h"

#include "models/query/filters/selectorfilters.h"
#include "models/query/variables/intervals.h"

#include <QVariant>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int chartWidth = 1000; // pixels: the steps of what is asked

bool isHidden(const signals::BoardAnnotation &annotation)
{
    return annotation.source.value("hide"_L1).toVariant().toBool();
}

} // namespace

BoardAnnotations::BoardAnnotations(MetricReader &reader, const sources::SourceSet &sources, QObject *parent)
    : QObject(parent), m_reader(reader), m_sources(sources)
{
}

BoardAnnotations::~BoardAnnotations() = default;

void BoardAnnotations::open(std::shared_ptr<const signals::Dashboard> dashboard)
{
    const bool same = m_dashboard && dashboard && m_dashboard->annotations == dashboard->annotations &&
                      m_dashboard->uid == dashboard->uid;
    m_dashboard = std::move(dashboard);
    if (same)
        return; // a draft of it, or its variables
    stop();
    m_tracks.clear();
    if (m_dashboard)
        for (const signals::BoardAnnotation &a : m_dashboard->annotations) {
            AnnotationTrack track{
                a.name.isEmpty() ? tr("Annotation") : a.name, a.iconColor, a.enabled, !isHidden(a), 0, {}};
            const AnnotationQuestion question = questionOf(a, *m_dashboard);
            if (question.source == AnnotationSource::Own)
                track.problem =
                    tr("Grafana keeps these itself; shown are the deploys and incidents this console knows.");
            else if (question.source == AnnotationSource::Foreign)
                track.problem = question.product.isEmpty()
                                    ? tr("It asks nothing that this console can ask.")
                                    : tr("It asks %1, which this console does not.").arg(question.product);
            m_tracks.push_back(std::move(track));
        }
    m_found.assign(m_tracks.size(), {});
    m_requests.clear();
    m_requests.resize(m_tracks.size());
    m_isPending.assign(m_tracks.size(), false);
    publish();
}

void BoardAnnotations::stop()
{
    ++m_serial;
    for (auto &list : m_requests)
        list.clear();
    m_isPending.assign(m_isPending.size(), false);
}

void BoardAnnotations::ask(const query::VariableScope &scope, base::TimeRange range)
{
    stop();
    m_scope = scope;
    m_range = range;
    for (std::size_t i = 0; i < m_tracks.size(); ++i)
        if (m_tracks[i].isShown)
            askOne(i);
    publish();
}

void BoardAnnotations::setShown(std::size_t annotation, bool isShown)
{
    if (annotation >= m_tracks.size() || m_tracks[annotation].isShown == isShown)
        return;
    m_tracks[annotation].isShown = isShown;
    if (isShown && m_range.lengthNs() > 0)
        askOne(annotation);
    publish();
}

void BoardAnnotations::setAllShown(bool isShown)
{
    for (std::size_t i = 0; i < m_tracks.size(); ++i)
        if (m_tracks[i].isListed)
            setShown(i, isShown);
}

void BoardAnnotations::setOwn(std::vector<BoardNote> own)
{
    if (m_own == own)
        return;
    m_own = std::move(own);
    publish();
}

// The answers of several sources are joined as they come.
struct BoardAnnotations::Asked {
    std::vector<BoardNote> notes;
    QStringList problems;
    int waiting = 0;
};

void BoardAnnotations::askOne(std::size_t index)
{
    const signals::BoardAnnotation annotation = m_dashboard->annotations[index];
    const AnnotationQuestion question = questionOf(annotation, *m_dashboard);
    if (question.source == AnnotationSource::Own || question.source == AnnotationSource::Foreign)
        return;
    query::VariableScope scope = m_scope;
    const query::IntervalQuestion interval{m_range, chartWidth, {}, m_reader.scrapeInterval(), 1};
    query::addBuiltIns(scope, interval, query::intervalsOf(interval));
    QString expr = query::interpolate(question.expr, scope, query::Dialect::Query);
    const bool isMetrics = question.source == AnnotationSource::Metrics;
    const auto filters = query::filtersFor(scope.filters, isMetrics ? u"prometheus"_s : u"loki"_s);
    const auto asked = std::make_shared<Asked>();
    if (const auto filtered =
            isMetrics ? query::promqlWithFilters(expr, filters) : query::logqlWithFilters(expr, filters))
        expr = *filtered;
    else
        asked->problems << filtered.error().summary;
    m_requests[index].clear();
    const auto arrived = [this, index, asked, serial = m_serial](bool isLast) {
        if (serial != m_serial)
            return;
        if (isLast && --asked->waiting == 0)
            m_isPending[index] = false;
        asked->problems.removeDuplicates();
        take(index, asked->notes, asked->problems.join(u' '));
    };
    if (isMetrics) {
        asked->waiting = 1;
        m_requests[index].push_back(m_reader.range(
            {expr, m_range, std::max(question.stepNs, query::intervalsOf(interval).stepNs), chartWidth},
            [annotation, index, asked, arrived](const base::Result<MetricAnswer> &reply) {
                if (reply)
                    asked->notes = notesOfSeries(annotation, index, reply->answer->series,
                                                 std::max(reply->stepNs, reply->answer->stepMs * base::nsPerMs));
                else
                    asked->problems << reply.error().summary;
                arrived(!reply || reply->final);
            }));
    } else {
        for (sources::LogSource *source : m_sources.logs) {
            ++asked->waiting;
            m_requests[index].push_back(
                source->query({expr, m_range, static_cast<int>(mostNotes), sources::LogDirection::Backward},
                              [annotation, index, asked, arrived](base::Result<signals::LogAnswer> reply) {
                                  if (reply)
                                      std::ranges::move(notesOfLines(annotation, index, reply->lines),
                                                        std::back_inserter(asked->notes));
                                  else
                                      asked->problems << reply.error().summary;
                                  arrived(true);
                              }));
        }
    }
    m_isPending[index] = asked->waiting > 0;
    if (asked->waiting == 0)
        take(index, {}, tr("No source of logs is connected."));
}

void BoardAnnotations::take(std::size_t annotation, std::vector<BoardNote> notes, const QString &problem)
{
    m_found[annotation] = std::move(notes);
    m_tracks[annotation].problem = problem;
    if (m_found[annotation].size() >= mostNotes)
        m_tracks[annotation].problem = tr("More than %1: the rest is not shown.").arg(mostNotes);
    publish();
}

void BoardAnnotations::publish()
{
    auto all = std::make_shared<std::vector<BoardNote>>();
    for (std::size_t i = 0; i < m_tracks.size(); ++i) {
        AnnotationTrack &track = m_tracks[i];
        std::vector<BoardNote> notes = m_found[i];
        if (questionOf(m_dashboard->annotations[i], *m_dashboard).source == AnnotationSource::Own)
            for (BoardNote note : m_own)
                if (note.range.overlaps(m_range)) {
                    note.annotation = i;
                    notes.push_back(std::move(note));
                }
        track.marks = static_cast<int>(notes.size());
        if (track.isShown)
            std::ranges::move(notes, std::back_inserter(*all));
    }
    std::ranges::stable_sort(*all, {}, [](const BoardNote &note) { return note.range.startNs; });
    if (*all == *m_notes && m_told == m_tracks)
        return; // charts need not be drawn again
    m_notes = std::move(all);
    m_told = m_tracks;
    Q_EMIT changed();
}

} // namespace wf::engine
