// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/completeness.h"
#include "models/engine/services/deployfinder.h"
#include "models/engine/services/subjectrules.h"
#include "models/sources/ports.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace wf::engine {

// One service of the environment and how each kind of source names it.
struct ServiceInfo {
    QString name;
    QString metricLabel; // label that names it in metrics; empty when no metric does
    QString metricValue; // the label's value ("halcyon/checkout" for "checkout")
    QString regionLabel; // empty when metrics carry none
    QStringList regions;
    QStringList instances; // at most 200
    QStringList versions;
    bool traced = false;
    // checkout -> service="checkout", ready for a PromQL or LogQL selector; empty when metrics do not know it.
    [[nodiscard]] QString matcher() const;
};

// Immutable; shared with everyone who shows services.
struct ServicesSnapshot {
    std::vector<ServiceInfo> services;    // by name
    std::vector<signals::Deploy> deploys; // newest first, of the last `deployWindowNs`
    std::vector<signals::ServiceCall> calls;
    QStringList metricNames; // all, sorted; of all metric sources
    qint64 asOfNs = 0;       // 0 = never answered
    base::Completeness completeness;
    [[nodiscard]] const ServiceInfo *find(const QString &name) const;
    [[nodiscard]] const signals::Deploy *lastDeploy(const QString &service) const;
};
using ServicesPtr = std::shared_ptr<const ServicesSnapshot>;

// Finds the services of an environment from metrics and traces, and their deploys from version labels. GUI thread.
class ServiceCatalog : public QObject {
    Q_OBJECT
public:
    ServiceCatalog(const sources::SourceSet &sources, SubjectRules rules, const base::Clock &clock,
                   QObject *parent = nullptr);
    ~ServiceCatalog() override;

    [[nodiscard]] const ServicesPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] const SubjectRules &rules() const { return m_rules; }
    void refresh();
    // What was known before this start, at its asOfNs; counts until somebody answers. Without effect afterwards.
    void restore(const ServicesPtr &known);
    // Calls that alerts name (callsNamedBy()): part of what is known from now on, beside those of traces and meshes.
    using NamedCalls = std::shared_ptr<const std::vector<signals::ServiceCall>>;
    void nameCalls(const NamedCalls &calls);
    [[nodiscard]] bool isBusy() const { return m_waiting > 0; }
    // That nobody has told of a metric yet, and why; nothing while somebody still may, or has.
    [[nodiscard]] std::optional<base::Error> silence() const;
    static constexpr qint64 deployWindowNs = 24 * base::nsPerHour;

Q_SIGNALS:
    void changed();

private:
    struct Gathered;
    void askMetrics(sources::MetricSource *source);
    void askTraces(sources::TraceSource *source);
    void askNames(sources::MetricSource *source, qint64 spanNs);
    void askMesh(sources::MetricSource *source, const QStringList &names);
    void askBeginnings(sources::MetricSource *source, const std::vector<signals::Deploy> &deploys);
    void askBeginning(sources::MetricSource *source, const signals::Deploy &deploy);
    void finishOne();
    void publish();
    void keepUnanswered();
    template<class T, class Take>
    sources::Reply<T> taking(Take take);

    const sources::SourceSet &m_sources;
    SubjectRules m_rules;
    const base::Clock &m_clock;
    ServicesPtr m_snapshot;
    std::unique_ptr<Gathered> m_gathered;
    NamedCalls m_named;                  // null: alerts name none
    QHash<QString, qint64> m_beginnings; // of deploys that were asked for with finer steps, UTC ns
    std::vector<async::Request> m_requests;
    QTimer m_timer;
    int m_waiting = 0;
};

} // namespace wf::engine
