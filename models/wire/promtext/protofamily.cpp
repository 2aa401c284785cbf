// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/protofamily_p.h"

#include "models/wire/promtext/protofields_p.h"
#include "models/wire/text.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace wf::wire {

using protozero::data_view;
using protozero::pbf_reader;
using signals::MetricType;

namespace {

constexpr auto notText = QT_TRANSLATE_NOOP("wf::wire", "a name or a label is not UTF-8");

std::string text(data_view view)
{
    return {view.data(), view.size()};
}

MetricType metricType(quint64 value)
{
    static constexpr std::array types{MetricType::Counter, MetricType::Gauge,     MetricType::Summary,
                                      MetricType::Unknown, MetricType::Histogram, MetricType::GaugeHistogram};
    return value < types.size() ? types.at(value) : MetricType::Unknown;
}

// As the text formats write bounds and quantiles: "0.5", "10", "+Inf".
std::string boundText(double value)
{
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    if (std::isnan(value))
        return "NaN";
    std::array<char, 40> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end};
}

ExpositionSample sampleOf(double value, std::optional<qint64> createdMs = {})
{
    return {{}, value, {}, {}, createdMs, {}};
}

} // namespace

bool isProtoText(data_view view)
{
    return simdjson::validate_utf8(view.data(), view.size());
}

qint64 protoTimestampMs(data_view message)
{
    constexpr qint64 mostSeconds = 9'200'000'000; // what nanoseconds can hold
    qint64 seconds = 0;
    qint64 nanos = 0;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() == 1)
            seconds = fields::integer(reader);
        else if (reader.tag() == 2)
            nanos = fields::integer(reader);
        else
            reader.skip();
    }
    return std::clamp(seconds, -mostSeconds, mostSeconds) * 1000 + nanos / 1'000'000;
}

bool ProtoFamily::read(std::string_view message)
{
    std::vector<data_view> metrics;
    signals::MetricInfo info;
    for (pbf_reader reader(message.data(), message.size()); reader.next();) {
        switch (reader.tag()) {
        case 1: {
            const auto name = fields::view(reader);
            if (!isProtoText(name))
                return fail(notText);
            m_name = text(name);
            break;
        }
        case 2:
            info.help = capped(text(fields::view(reader)), 4096);
            break;
        case 3:
            m_type = metricType(fields::whole(reader));
            break;
        case 4:
            metrics.push_back(fields::view(reader));
            break;
        case 5:
            info.unit = capped(text(fields::view(reader)), 64);
            break;
        default:
            reader.skip();
        }
    }
    if (m_name.empty())
        return fail(QT_TRANSLATE_NOOP("wf::wire", "a family has no name"));
    info.name = toQString(m_name);
    info.type = m_type;
    m_out.families.push_back(std::move(info));
    if (m_out.families.size() > m_limits.entries) {
        m_isTooMany = true;
        return false;
    }
    for (const auto one : metrics)
        if (!metric(one))
            return false;
    return true;
}

bool ProtoFamily::metric(data_view message)
{
    Common common;
    std::vector<std::pair<protozero::pbf_tag_type, data_view>> values;
    for (pbf_reader reader(message); reader.next();) {
        switch (reader.tag()) {
        case 1:
            if (!label(fields::view(reader), common.labels))
                return false;
            break;
        case 2:
        case 3:
        case 4:
        case 5:
        case 7: {
            const auto tag = reader.tag(); // reading forgets it
            values.emplace_back(tag, fields::view(reader));
            break;
        }
        case 6:
            common.timeMs = fields::integer(reader);
            break;
        default:
            reader.skip();
        }
    }
    constexpr qint64 mostMs = 9'200'000'000'000;
    if (common.timeMs && (*common.timeMs > mostMs || *common.timeMs < -mostMs))
        return fail(QT_TRANSLATE_NOOP("wf::wire", "a time is beyond what can be kept"));
    for (const auto &[tag, value] : values) {
        const bool isRead = tag == 4   ? summary(value, common)
                            : tag == 7 ? histogram(value, common)
                                       : simple(value, common);
        if (!isRead)
            return false;
    }
    return true;
}

bool ProtoFamily::label(data_view message, Pairs &out)
{
    base::Labels::Pair pair;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() != 1 && reader.tag() != 2) {
            reader.skip();
            continue;
        }
        const bool isName = reader.tag() == 1;
        const auto view = fields::view(reader);
        if (!isProtoText(view))
            return fail(notText);
        (isName ? pair.first : pair.second) = text(view);
    }
    constexpr std::size_t mostLabels = 1024;
    if (pair.first.empty())
        return fail(QT_TRANSLATE_NOOP("wf::wire", "a label has no name"));
    if (out.size() >= mostLabels)
        return fail(QT_TRANSLATE_NOOP("wf::wire", "there are more than 1024 labels"));
    out.push_back(std::move(pair));
    return true;
}

bool ProtoFamily::exemplar(data_view message, signals::Exemplar &out)
{
    Pairs labels;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() == 1) {
            if (!label(fields::view(reader), labels))
                return false;
        } else if (reader.tag() == 2) {
            out.value = fields::real(reader);
        } else if (reader.tag() == 3) {
            out.timeMs = protoTimestampMs(fields::view(reader));
        } else {
            reader.skip();
        }
    }
    out.labels = base::Labels(std::move(labels));
    return true;
}

bool ProtoFamily::add(const Common &common, const char *suffix, ExpositionSample sample, const char *key,
                      double keyValue)
{
    if (m_out.samples.size() >= m_limits.samples) {
        m_isTooMany = true;
        return false;
    }
    Pairs pairs = common.labels;
    pairs.emplace_back("__name__", m_name + suffix);
    if (key)
        pairs.emplace_back(key, boundText(keyValue));
    sample.labels = base::Labels(std::move(pairs));
    sample.timeMs = common.timeMs;
    if (sample.exemplar)
        sample.exemplar->series = sample.labels;
    m_out.samples.push_back(std::move(sample));
    return true;
}

bool ProtoFamily::simple(data_view message, const Common &common)
{
    ExpositionSample sample;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() == 1) {
            sample.value = fields::real(reader);
        } else if (reader.tag() == 2 && m_type == MetricType::Counter) {
            signals::Exemplar one;
            if (!exemplar(fields::view(reader), one))
                return false;
            sample.exemplar = std::move(one);
        } else if (reader.tag() == 3 && m_type == MetricType::Counter) {
            sample.createdMs = protoTimestampMs(fields::view(reader));
        } else {
            reader.skip();
        }
    }
    return add(common, "", std::move(sample));
}

bool ProtoFamily::summary(data_view message, const Common &common)
{
    double count = 0;
    double sum = 0;
    std::vector<std::pair<double, double>> quantiles;
    std::optional<qint64> createdMs;
    for (pbf_reader reader(message); reader.next();) {
        if (reader.tag() == 1) {
            count = static_cast<double>(fields::whole(reader));
        } else if (reader.tag() == 2) {
            sum = fields::real(reader);
        } else if (reader.tag() == 3) {
            auto &[quantile, value] = quantiles.emplace_back();
            for (pbf_reader one(fields::view(reader)); one.next();) {
                if (one.tag() == 1)
                    quantile = fields::real(one);
                else if (one.tag() == 2)
                    value = fields::real(one);
                else
                    one.skip();
            }
        } else if (reader.tag() == 4) {
            createdMs = protoTimestampMs(fields::view(reader));
        } else {
            reader.skip();
        }
    }
    for (const auto &[quantile, value] : quantiles)
        if (!add(common, "", sampleOf(value, createdMs), "quantile", quantile))
            return false;
    return add(common, "_sum", sampleOf(sum, createdMs)) && add(common, "_count", sampleOf(count, createdMs));
}

bool ProtoFamily::histogram(data_view message, const Common &common)
{
    ProtoHistogram read = protoHistogram(message);
    if (!read.isSound)
        return fail(QT_TRANSLATE_NOOP("wf::wire", "a native histogram's spans, counts and schema do not fit"));
    if (read.isNative) {
        ExpositionSample sample = sampleOf(0, read.createdMs);
        if (m_type == MetricType::GaugeHistogram)
            read.native.resetHint = signals::NativeHistogram::ResetHint::Gauge;
        sample.histogram = std::make_shared<const signals::NativeHistogram>(std::move(read.native));
        if (!read.exemplars.empty()) {
            signals::Exemplar one;
            if (!exemplar(read.exemplars.back(), one))
                return false;
            sample.exemplar = std::move(one);
        }
        if (!add(common, "", std::move(sample)))
            return false;
        if (m_choice == HistogramChoice::Native || read.buckets.empty())
            return true;
    }
    bool hasInfinite = false;
    for (const auto &bucket : read.buckets) {
        ExpositionSample sample = sampleOf(bucket.cumulative, read.createdMs);
        if (bucket.exemplar) {
            signals::Exemplar one;
            if (!exemplar(*bucket.exemplar, one))
                return false;
            sample.exemplar = std::move(one);
        }
        hasInfinite = hasInfinite || (std::isinf(bucket.upper) && bucket.upper > 0);
        if (!add(common, "_bucket", std::move(sample), "le", bucket.upper))
            return false;
    }
    if (!hasInfinite && !add(common, "_bucket", sampleOf(read.count, read.createdMs), "le", INFINITY))
        return false;
    return add(common, "_sum", sampleOf(read.sum, read.createdMs)) &&
           add(common, "_count", sampleOf(read.count, read.createdMs));
}

} // namespace wf::wire
