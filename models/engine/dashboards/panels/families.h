// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"

#include <QHash>
#include <QSet>

namespace wf::engine {

// Whose metrics these are, told from their names: the service's own, those of a library or machine, or those of a
// server that it is, or that an exporter tells about.
class Families {
public:
    explicit Families(const std::vector<ServiceMetric> &metrics);

    // "redis" of redis_up; of a recorded metric the family of what was recorded.
    [[nodiscard]] static QString of(const QString &metric);
    // "PostgreSQL" of "pg", as a heading.
    [[nodiscard]] static QString nameOf(const QString &family);
    // What a family of an exporter, a library or a machine counts is technical, not the service's own business.
    [[nodiscard]] bool isTechnical(const QString &family) const;
    // What the targets are there to tell about: most of what they expose, or all of it beside an exporter's own.
    [[nodiscard]] bool isSubject(const QString &family) const { return m_subjects.contains(family); }
    [[nodiscard]] const QSet<QString> &subjects() const { return m_subjects; }
    // Hosts and clusters have errors and traffic of their parts, not of requests to them.
    [[nodiscard]] static bool isMachine(const QString &family);
    // An exporter tells of it from outside: its clients are those that ask it.
    [[nodiscard]] bool isExported(const QString &family) const { return m_marked.contains(family); }
    [[nodiscard]] bool hasExporter() const { return !m_exporters.isEmpty(); }
    // Of the exporter's own process, not of what it tells about.
    [[nodiscard]] bool isOfExporter(const ServiceMetric &metric) const;

private:
    QSet<QString> m_subjects;
    QSet<QString> m_marked;                  // an exporter says that it is one
    QHash<QString, QStringList> m_exporters; // job and instance -> those of exporters
};

} // namespace wf::engine
