// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/base/clock.h"
#include "models/base/completeness.h"
#include "models/engine/explore/index/metricshape.h"
#include "models/sources/ports.h"

#include <QHash>
#include <QObject>

#include <map>

namespace wf::engine {

// How much there is, over all sources.
struct CardinalityReport {
    qint64 series = -1;                      // -1: no source said
    std::vector<CountedName> seriesByMetric; // most first
    std::vector<CountedName> valuesByLabel;  // most first
    std::vector<base::Error> errors;         // of sources that could not say
    bool areAllKnown = false;                // seriesByMetric names every metric
};
using CardinalityPtr = std::shared_ptr<const CardinalityReport>;

// Which metrics there are and what labels they have: asked of all metric sources at once, kept here, built off the GUI
// thread. Whatever is asked answers at once with what is known. GUI thread.
class MetricCatalog final : public QObject {
    Q_OBJECT
public:
    MetricCatalog(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools,
                  QObject *parent = nullptr);
    ~MetricCatalog() override;

    [[nodiscard]] const MetricIndexPtr &index() const { return m_index; }             // never null
    [[nodiscard]] const CardinalityPtr &cardinality() const { return m_cardinality; } // never null
    [[nodiscard]] qint64 asOfNs() const { return m_asOfNs; }                          // 0: not asked yet
    [[nodiscard]] bool isAsking() const { return m_waiting > 0 || m_isBuilding; }
    [[nodiscard]] const std::vector<base::Error> &errors() const { return m_errors; }
    void refresh();
    // "No names" and failures are trusted for ten seconds at most: a source that has just begun soon has some.
    void refreshWhenOlder(qint64 maxAgeNs);

    // What is known of a metric's labels (empty: of all there is); null when nothing is. Asks when it is not known or
    // older than shapesTrustedNs; shapeChanged() follows.
    MetricShapePtr shape(const QString &metric);
    // As shape(), for the values of one label where a metric has too many series to have been listed.
    void wantValues(const QString &metric, const QString &label);
    [[nodiscard]] bool isAskingShape(const QString &metric) const { return m_asking.contains(metric); }
    [[nodiscard]] std::optional<base::Error> shapeError(const QString &metric) const;

    static constexpr qint64 shapesTrustedNs = 5 * base::nsPerMinute;
    static constexpr qint64 emptyTrustedNs = 10 * base::nsPerSecond; // nothing there: soon something may be
    // Beyond so many series a metric's labels are asked by name, and values label by label.
    static constexpr qint64 mostListedSeries = 20'000;
    static constexpr int mostShapes = 300;

Q_SIGNALS:
    void changed(); // index, cardinality, errors or whether it asks
    void shapeChanged(const QString &metric);

private:
    struct Gathered;
    struct ShapeQuestion;
    void gather(const std::shared_ptr<Gathered> &all, sources::MetricSource *source);
    void arrived(const std::shared_ptr<Gathered> &all);
    void build(const std::shared_ptr<Gathered> &all);
    void askShape(const QString &metric);
    void askSeries(const std::shared_ptr<ShapeQuestion> &question);
    void askNames(const std::shared_ptr<ShapeQuestion> &question);
    void answered(const std::shared_ptr<ShapeQuestion> &question);
    void keep(const QString &metric, MetricShapePtr shape);
    [[nodiscard]] base::TimeRange lately() const;

    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    MetricIndexPtr m_index;
    CardinalityPtr m_cardinality;
    std::vector<base::Error> m_errors;
    qint64 m_asOfNs = 0;
    int m_waiting = 0;
    bool m_isBuilding = false;
    std::vector<async::Request> m_requests;
    QHash<QString, MetricShapePtr> m_shapes;
    QHash<QString, base::Error> m_shapeErrors;
    std::map<QString, std::shared_ptr<ShapeQuestion>> m_asking;
    std::map<QString, std::vector<async::Request>> m_valueRequests; // by metric and label
    async::JobScope m_jobs;
};

} // namespace wf::engine
