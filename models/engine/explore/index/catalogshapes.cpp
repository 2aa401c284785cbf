// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a MetricCatalog knows of one metric's labels.
#include "models/engine/explore/index/metriccatalog.h"

#include "models/engine/dashboards/grammar/promtext.h"

#include <algorithm>
#include <set>

namespace wf::engine {

// One question about a metric to all sources.
struct MetricCatalog::ShapeQuestion {
    QString metric;
    int waiting = 0;
    bool listsSeries = false;
    std::vector<base::Labels> series;
    std::set<QString> names;
    std::optional<base::Error> error;
    bool isAnswered = false;
    std::vector<async::Request> requests;
};

std::optional<base::Error> MetricCatalog::shapeError(const QString &metric) const
{
    const auto it = m_shapeErrors.constFind(metric);
    return it == m_shapeErrors.cend() ? std::nullopt : std::optional(*it);
}

MetricShapePtr MetricCatalog::shape(const QString &metric)
{
    const MetricShapePtr known = m_shapes.value(metric);
    const qint64 trustedNs = known && known->labels.empty() ? emptyTrustedNs : shapesTrustedNs;
    if (!known || m_clock.nowNs() - known->asOfNs > trustedNs)
        askShape(metric);
    return known;
}

void MetricCatalog::askShape(const QString &metric)
{
    if (m_asking.contains(metric) || m_sources.metrics.empty())
        return;
    const auto question = std::make_shared<ShapeQuestion>();
    question->metric = metric;
    const auto known = m_index->metric(metric.toStdString());
    question->listsSeries = !metric.isEmpty() && (!known || known->series <= mostListedSeries);
    question->waiting = static_cast<int>(m_sources.metrics.size());
    m_asking[metric] = question;
    m_shapeErrors.remove(metric);
    question->listsSeries ? askSeries(question) : askNames(question);
}

void MetricCatalog::askSeries(const std::shared_ptr<ShapeQuestion> &question)
{
    const std::weak_ptr weak(question);
    for (auto *source : m_sources.metrics)
        question->requests.push_back(source->series({selectorText(question->metric, {})}, lately(),
                                                    [this, weak](base::Result<std::vector<base::Labels>> found) {
                                                        const auto asked = weak.lock();
                                                        if (!asked)
                                                            return;
                                                        if (found) {
                                                            asked->isAnswered = true;
                                                            std::ranges::move(*found,
                                                                              std::back_inserter(asked->series));
                                                        } else {
                                                            asked->error = found.error();
                                                        }
                                                        if (--asked->waiting == 0)
                                                            answered(asked);
                                                    }));
}

void MetricCatalog::askNames(const std::shared_ptr<ShapeQuestion> &question)
{
    const std::weak_ptr weak(question);
    const QString selector = question->metric.isEmpty() ? QString() : selectorText(question->metric, {});
    for (auto *source : m_sources.metrics)
        question->requests.push_back(
            source->labelNames(selector, lately(), [this, weak](base::Result<QStringList> names) {
                const auto asked = weak.lock();
                if (!asked)
                    return;
                if (names) {
                    asked->isAnswered = true;
                    asked->names.insert(names->begin(), names->end());
                } else {
                    asked->error = names.error();
                }
                if (--asked->waiting == 0)
                    answered(asked);
            }));
}

void MetricCatalog::answered(const std::shared_ptr<ShapeQuestion> &question)
{
    const QString metric = question->metric;
    if (!question->isAnswered) {
        if (question->error)
            m_shapeErrors[metric] = *question->error;
        m_asking.erase(metric);
        Q_EMIT shapeChanged(metric);
        return;
    }
    if (!question->listsSeries) {
        MetricShape shape;
        shape.metric = metric;
        if (const auto known = m_index->metric(metric.toStdString()))
            shape.series = known->series;
        for (const QString &name : question->names) {
            if (name == QLatin1String("__name__"))
                continue;
            LabelShape label{name, {}, -1};
            if (const auto counts = metric.isEmpty() ? &m_cardinality->valuesByLabel : nullptr)
                for (const CountedName &one : *counts)
                    if (one.name == name)
                        label.valueCount = one.count;
            shape.labels.push_back(std::move(label));
        }
        keep(metric, std::make_shared<const MetricShape>(std::move(shape)));
        return;
    }
    // Twenty thousand label sets take milliseconds to count: not here.
    m_jobs.run(
        m_pools.analysis(),
        [metric, series = std::move(question->series)](std::stop_token) {
            return std::make_shared<MetricShape>(shapeOf(metric, series));
        },
        [this, metric](const std::shared_ptr<MetricShape> &shape) { keep(metric, shape); });
}

void MetricCatalog::keep(const QString &metric, MetricShapePtr shape)
{
    auto dated = std::make_shared<MetricShape>(*shape);
    dated->asOfNs = m_clock.nowNs();
    if (m_shapes.size() >= mostShapes && !m_shapes.contains(metric)) {
        const auto oldest = std::min_element(m_shapes.begin(), m_shapes.end(),
                                             [](const auto &a, const auto &b) { return a->asOfNs < b->asOfNs; });
        m_shapes.erase(oldest);
    }
    m_shapes[metric] = std::move(dated);
    m_asking.erase(metric);
    Q_EMIT shapeChanged(metric);
}

void MetricCatalog::wantValues(const QString &metric, const QString &label)
{
    const MetricShapePtr known = m_shapes.value(metric);
    const LabelShape *shape = known ? known->label(label) : nullptr;
    const QString key = metric + QChar(0) + label;
    if ((shape && !shape->values.empty()) || m_valueRequests.contains(key))
        return;
    auto &requests = m_valueRequests[key];
    const auto values = std::make_shared<QHash<QString, qint64>>();
    const auto waiting = std::make_shared<std::size_t>(m_sources.metrics.size());
    const QString selector = metric.isEmpty() ? QString() : selectorText(metric, {});
    for (auto *source : m_sources.metrics)
        requests.push_back(source->labelValues(
            label, selector, lately(), [this, metric, label, key, values, waiting](base::Result<QStringList> found) {
                if (found)
                    for (const QString &value : *found)
                        ++(*values)[value];
                if (--*waiting > 0)
                    return;
                const MetricShapePtr before = m_shapes.value(metric);
                auto next = std::make_shared<MetricShape>(before ? *before : MetricShape{metric, {}, -1, 0});
                auto it = std::ranges::find(next->labels, label, &LabelShape::name);
                if (it == next->labels.end())
                    it = next->labels.insert(next->labels.end(), LabelShape{label, {}, -1});
                for (auto value = values->cbegin(); value != values->cend(); ++value)
                    it->values.push_back({value.key(), -1});
                std::ranges::sort(it->values, {}, &CountedName::name);
                it->valueCount = static_cast<qint64>(it->values.size());
                const std::vector<async::Request> done = std::move(m_valueRequests[key]);
                m_valueRequests.erase(key);
                keep(metric, std::move(next));
            }));
}

} // namespace wf::engine
