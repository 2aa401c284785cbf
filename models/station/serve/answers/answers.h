// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/query/logql/linereader.h"
#include "models/query/promql/samplereader.h"
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/signals/trace.h"
#include "models/station/scrape/targetstate.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

// What the read APIs answer from. Everything here is called on worker threads, several at once, and may take its time;
// what a function is not there for is answered as empty. The composition of the station fills these in.
namespace wf::station {

using Matchers = std::vector<signals::LabelMatcher>;
// Both ends inclusive, UTC milliseconds.
struct MsRange {
    qint64 startMs = 0;
    qint64 endMs = 0;
};

struct MetricAnswers {
    std::shared_ptr<const query::SampleReader> samples; // PromQL runs over it; needed
    std::function<base::Result<std::vector<base::Labels>>(const Matchers &, MsRange, std::stop_token)> series;
    // Sorted; no matchers: of everything.
    std::function<base::Result<std::vector<std::string>>(const Matchers &, MsRange)> labelNames;
    std::function<base::Result<std::vector<std::string>>(const std::string &name, const Matchers &, MsRange)>
        labelValues;
    std::function<std::vector<signals::MetricInfo>()> metadata;
    std::function<std::vector<signals::Exemplar>(const Matchers &, MsRange)> exemplars;
    std::function<std::vector<signals::Rule>()> rules;
    std::function<ScrapeSnapshotPtr()> targets;
};

using LineBatch = std::shared_ptr<const std::vector<signals::LogLine>>;
struct LogAnswers {
    std::shared_ptr<const query::LineReader> lines; // LogQL runs over it; needed
    // Label sets of the streams with lines in the range.
    std::function<base::Result<std::vector<base::Labels>>(base::TimeRange, std::stop_token)> streams;
    // Hears every batch the station takes, as long as the handle lives, on the thread that brings it. Without it
    // nothing can be followed.
    std::function<std::shared_ptr<void>(std::function<void(const LineBatch &)>)> follow;
};

struct TraceSearch {
    QString service;
    QString operation; // empty: any
    base::Labels tags;
    base::TimeRange range;
    qint64 minDurationNs = 0;
    qint64 maxDurationNs = 0; // 0: any
    int limit = 20;
};
struct TraceOperation {
    QString name;
    QString kind; // "server" …; empty: not known
};
struct TraceAnswers {
    std::function<base::Result<QStringList>()> services;
    std::function<base::Result<std::vector<TraceOperation>>(const QString &service)> operations;
    std::function<base::Result<std::vector<signals::TracePtr>>(const TraceSearch &, std::stop_token)> search;
    // NotFound when there is none; `traceId` is 32 lower-case hex digits.
    std::function<base::Result<signals::TracePtr>(const QString &traceId)> trace;
    std::function<base::Result<std::vector<signals::ServiceCall>>(base::TimeRange)> dependencies;
};

struct AlertAnswers {
    std::function<base::Result<std::vector<signals::Alert>>()>
        alerts; // firing ones, with who silences and inhibits them
    std::function<base::Result<std::vector<signals::Silence>>()> silences;
    // Creates (empty id) or edits; the id now valid. Errors: Invalid, NotFound (unknown id).
    std::function<base::Result<QString>(const signals::Silence &)> putSilence;
    std::function<base::Status(const QString &id)> expireSilence; // NotFound: unknown id
    std::function<base::Result<signals::AlertmanagerStatus>()> status;
};

} // namespace wf::station
