// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/logplace.h"

#include "models/base/labels.h"
#include "models/engine/dashboards/grammar/promtext.h"

namespace wf::engine {

using namespace Qt::StringLiterals;

LogPlace::LogPlace(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_sources(sources), m_clock(clock)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &LogPlace::finish);
}

void LogPlace::ask(const ServiceInfo &service, const QStringList &labels, Done done)
{
    m_requests.clear();
    m_found.clear();
    m_labels = labels;
    m_names = {service.name, service.metricValue};
    m_otherwise = u'{' + service.matcher() + u'}';
    m_anyAnswer = false;
    m_done = std::move(done);
    m_waiting = m_sources.logs.size() * static_cast<std::size_t>(labels.size());
    m_patience.start();
    const qint64 now = m_clock.nowNs();
    const base::TimeRange lately{now - 24 * base::nsPerHour, now};
    for (sources::LogSource *source : m_sources.logs)
        for (const QString &label : labels)
            m_requests.push_back(
                source->labelValues(label, {}, lately, [this, label](const base::Result<QStringList> &reply) {
                    m_anyAnswer |= reply.ok();
                    if (reply.ok())
                        for (const QString &name : m_names)
                            if (!m_found.contains(label) && !name.isEmpty() && reply->contains(name))
                                m_found.insert(label, name);
                    heard();
                }));
}

void LogPlace::heard()
{
    if (--m_waiting == 0)
        m_patience.start(0); // not from inside the last reply: its request must outlive it
}

void LogPlace::finish()
{
    m_requests.clear();
    QString selector = m_anyAnswer ? QString() : m_otherwise;
    for (const QString &label : m_labels)
        if (m_found.contains(label)) {
            selector = u'{' + labelText(label) + u'=' + base::quoted(m_found.value(label)) + u'}';
            break;
        }
    if (const Done done = std::exchange(m_done, nullptr))
        done(selector);
}

} // namespace wf::engine
