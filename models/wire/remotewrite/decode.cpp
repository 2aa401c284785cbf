// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/remotewrite/histogram_p.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "models/wire/snappy/snappy.h"

#include <array>

namespace wf::wire::remotewrite {

using base::Labels;
using signals::MetricInfo;
using signals::MetricType;

namespace {

MetricType typeOf(qint32 number)
{
    static constexpr std::array types{MetricType::Unknown,   MetricType::Counter,        MetricType::Gauge,
                                      MetricType::Histogram, MetricType::GaugeHistogram, MetricType::Summary,
                                      MetricType::Info,      MetricType::StateSet};
    return number >= 0 && number < static_cast<qint32>(types.size()) ? types.at(static_cast<std::size_t>(number))
                                                                     : MetricType::Unknown;
}

// Version 2 names labels by their place in a table of strings. What is made of it is bounded: a long string may be
// named a thousand times.
struct Symbols {
    std::vector<std::string> strings;
    std::size_t bytesLeft = 0;
    [[nodiscard]] const std::string *at(std::uint64_t index, Allowance &allowance)
    {
        if (index >= strings.size()) {
            allowance.problem = notUnderstood(QStringLiteral("a label names a symbol that is not there"));
            return nullptr;
        }
        const std::string &found = strings[static_cast<std::size_t>(index)];
        if (found.size() > bytesLeft) {
            allowance.problem = tooLarge(Bound::Bytes, allowance.limits.bytes);
            return nullptr;
        }
        bytesLeft -= found.size();
        return &found;
    }
};

Labels labelsFrom(const std::vector<std::uint64_t> &references, Symbols &symbols, Allowance &allowance)
{
    std::vector<Labels::Pair> pairs;
    for (std::size_t i = 0; i + 1 < references.size() && allowance.takeEntry(); i += 2) {
        const auto *name = symbols.at(references[i], allowance);
        const auto *value = name ? symbols.at(references[i + 1], allowance) : nullptr;
        if (!value)
            return {};
        pairs.emplace_back(*name, *value);
    }
    return Labels(std::move(pairs));
}

Labels::Pair labelOf(ProtoReader message)
{
    Labels::Pair pair;
    while (message.next()) {
        if (message.tag() == 1)
            pair.first = message.string();
        else if (message.tag() == 2)
            pair.second = message.string();
        else
            message.skip();
    }
    return pair;
}

// Field numbers in which the versions differ.
struct Fields {
    ProtoReader::Tag exemplars, histograms;
};

class SeriesReader {
public:
    SeriesReader(WriteRequest &request, Allowance &allowance, Symbols *symbols)
        : m_request(request), m_allowance(allowance), m_symbols(symbols)
    {
    }

    void read(ProtoReader message)
    {
        const Fields fields = m_symbols ? Fields{4, 3} : Fields{3, 4};
        m_written = {};
        m_pairs.clear();
        m_references.clear();
        m_metadata.reset();
        while (!m_allowance.problem && message.next()) {
            const auto tag = message.tag();
            if (tag == 1)
                readLabel(message);
            else if (tag == 2 && m_allowance.takePoint())
                readSample(message.message());
            else if (tag == fields.histograms && m_allowance.takePoint())
                readHistogram(message.message());
            else if (tag == fields.exemplars && m_allowance.takeEntry())
                m_written.exemplars.push_back(exemplarOf(message.message()));
            else if (tag == 5 && m_symbols)
                m_metadata = message.message();
            else
                message.skip();
        }
        finish();
    }

private:
    void readLabel(ProtoReader &message)
    {
        if (m_symbols)
            message.eachUint64([this](std::uint64_t reference) { m_references.push_back(reference); });
        else if (m_allowance.takeEntry())
            m_pairs.push_back(labelOf(message.message()));
        else
            message.skip();
    }
    void readSample(ProtoReader message)
    {
        double value = 0;
        qint64 time = 0;
        while (message.next()) {
            if (message.tag() == 1)
                value = message.real();
            else if (message.tag() == 2)
                time = message.int64();
            else
                message.skip();
        }
        m_written.series.timesMs.push_back(time);
        m_written.series.values.push_back(value);
    }
    void readHistogram(ProtoReader message)
    {
        auto timed = histogramOf(message, m_allowance);
        if (!timed.isSound)
            return reject(1, QStringLiteral("a native histogram contradicts itself"));
        m_written.series.histogramTimesMs.push_back(timed.timeMs);
        m_written.series.histograms.push_back(std::make_shared<signals::NativeHistogram>(std::move(timed.histogram)));
    }
    signals::Exemplar exemplarOf(ProtoReader message)
    {
        signals::Exemplar exemplar;
        std::vector<Labels::Pair> pairs;
        std::vector<std::uint64_t> references;
        while (message.next()) {
            if (message.tag() == 1 && m_symbols)
                message.eachUint64([&](std::uint64_t reference) { references.push_back(reference); });
            else if (message.tag() == 1 && m_allowance.takeEntry())
                pairs.push_back(labelOf(message.message()));
            else if (message.tag() == 2)
                exemplar.value = message.real();
            else if (message.tag() == 3)
                exemplar.timeMs = message.int64();
            else
                message.skip();
        }
        exemplar.labels = m_symbols ? labelsFrom(references, *m_symbols, m_allowance) : Labels(std::move(pairs));
        return exemplar;
    }
    void finish()
    {
        if (m_allowance.problem)
            return;
        auto &series = m_written.series;
        series.labels = m_symbols ? labelsFrom(m_references, *m_symbols, m_allowance) : Labels(std::move(m_pairs));
        const std::size_t points = series.timesMs.size() + series.histogramTimesMs.size();
        if (series.labels.metricName().empty())
            return reject(points, QStringLiteral("a series has no __name__"));
        readMetadata();
        m_request.samples += series.timesMs.size();
        m_request.histograms += series.histogramTimesMs.size();
        m_request.exemplars += m_written.exemplars.size();
        m_request.series.push_back(std::move(m_written));
    }
    void readMetadata()
    {
        if (!m_metadata)
            return;
        MetricInfo info;
        const auto text = [this](std::uint64_t reference) {
            const auto *found = m_symbols->at(reference, m_allowance);
            return found ? toQString(*found) : QString();
        };
        for (ProtoReader message = *m_metadata; message.next();) {
            if (message.tag() == 1)
                info.type = typeOf(message.enumeration());
            else if (message.tag() == 3)
                info.help = text(message.uint32());
            else if (message.tag() == 4)
                info.unit = text(message.uint32());
            else
                message.skip();
        }
        info.name = toQString(m_written.series.labels.metricName());
        if (info.type != MetricType::Unknown || !info.help.isEmpty())
            m_request.families.push_back(std::move(info));
    }
    void reject(std::size_t points, const QString &reason)
    {
        m_request.rejected += points;
        if (m_request.reason.isEmpty())
            m_request.reason = reason;
    }

    WriteRequest &m_request;
    Allowance &m_allowance;
    Symbols *m_symbols; // null: version 1
    WrittenSeries m_written;
    std::vector<Labels::Pair> m_pairs;
    std::vector<std::uint64_t> m_references;
    std::optional<ProtoReader> m_metadata;
};

MetricInfo familyOf(ProtoReader message)
{
    MetricInfo info;
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            info.type = typeOf(message.enumeration());
            break;
        case 2:
            info.name = toQString(message.view());
            break;
        case 4:
            info.help = toQString(message.view());
            break;
        case 5:
            info.unit = toQString(message.view());
            break;
        default:
            message.skip();
        }
    }
    return info;
}

base::Result<WriteRequest> decodeOne(std::string_view plain, const Limits &limits)
{
    Allowance allowance(limits);
    WriteRequest request;
    SeriesReader reader(request, allowance, nullptr);
    for (ProtoReader message(plain); message.next();) {
        if (message.tag() == 1 && allowance.takeEntry())
            reader.read(message.message());
        else if (message.tag() == 3 && allowance.takeEntry())
            request.families.push_back(familyOf(message.message()));
        else
            message.skip();
        if (allowance.problem)
            return *allowance.problem;
    }
    return request;
}

base::Result<WriteRequest> decodeTwo(std::string_view plain, const Limits &limits)
{
    Allowance allowance(limits);
    WriteRequest request;
    Symbols symbols;
    symbols.bytesLeft = limits.bytes;
    for (ProtoReader message(plain); message.next(4);) {
        if (!allowance.takeEntry())
            return *allowance.problem;
        symbols.strings.push_back(message.string());
    }
    SeriesReader reader(request, allowance, &symbols);
    for (ProtoReader message(plain); message.next(5);) {
        if (allowance.takeEntry())
            reader.read(message.message());
        if (allowance.problem)
            return *allowance.problem;
    }
    return request;
}

} // namespace

base::Result<WriteRequest> decode(std::string_view body, Version version, const Limits &limits)
{
    const auto plain = uncompressSnappy(body, limits.bytes);
    if (!plain)
        return plain.error();
    return guarded<WriteRequest>(
        [&] { return version == Version::Two ? decodeTwo(*plain, limits) : decodeOne(*plain, limits); });
}

} // namespace wf::wire::remotewrite
