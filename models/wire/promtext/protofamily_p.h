// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/promtext/promproto.h"

#include <protozero/pbf_reader.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wf::wire {

// Reads one MetricFamily of metrics.proto. Malformed bytes make protozero throw; the caller catches. problem() says
// what a well-formed message gets wrong.
class ProtoFamily {
public:
    ProtoFamily(Exposition &out, const Limits &limits, HistogramChoice choice)
        : m_out(out), m_limits(limits), m_choice(choice)
    {
    }
    [[nodiscard]] bool read(std::string_view message);
    [[nodiscard]] const char *problem() const { return m_problem; } // translatable, context wf::wire
    [[nodiscard]] bool isTooMany() const { return m_isTooMany; }
    [[nodiscard]] const std::string &name() const { return m_name; }

private:
    using Pairs = std::vector<base::Labels::Pair>;
    struct Common { // of one metric
        Pairs labels;
        std::optional<qint64> timeMs;
    };
    [[nodiscard]] bool metric(protozero::data_view message);
    [[nodiscard]] bool label(protozero::data_view message, Pairs &out);
    [[nodiscard]] bool simple(protozero::data_view message, const Common &common); // gauge, counter, untyped
    [[nodiscard]] bool summary(protozero::data_view message, const Common &common);
    [[nodiscard]] bool histogram(protozero::data_view message, const Common &common);
    [[nodiscard]] bool exemplar(protozero::data_view message, signals::Exemplar &out);
    [[nodiscard]] bool add(const Common &common, const char *suffix, ExpositionSample sample, const char *key = nullptr,
                           double keyValue = 0);
    bool fail(const char *problem)
    {
        m_problem = problem;
        return false;
    }

    Exposition &m_out;
    const Limits &m_limits;
    HistogramChoice m_choice;
    std::string m_name;
    signals::MetricType m_type = signals::MetricType::Counter; // the enum's zero
    const char *m_problem = nullptr;
    bool m_isTooMany = false;
};

// google.protobuf.Timestamp in milliseconds.
[[nodiscard]] qint64 protoTimestampMs(protozero::data_view message);
[[nodiscard]] bool isProtoText(protozero::data_view text); // UTF-8

// A Histogram message, everything it may hold.
struct ProtoHistogram {
    struct Bucket {
        double cumulative = 0, upper = 0;
        std::optional<protozero::data_view> exemplar;
    };
    double count = 0, sum = 0;
    std::vector<Bucket> buckets;
    std::vector<protozero::data_view> exemplars;
    std::optional<qint64> createdMs;
    signals::NativeHistogram native; // count and sum are set too
    bool isNative = false;           // spans, or a zero bucket
    bool isSound = true;             // spans and counts fit, the schema is one
};
[[nodiscard]] ProtoHistogram protoHistogram(protozero::data_view message);

} // namespace wf::wire
