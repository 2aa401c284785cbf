// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/takebundle.h"

#include <mutex>
#include <unordered_set>

namespace wf::engine {

// Whole traces as searches pass them by, each once. Thread-safe.
class KeptTraces {
public:
    KeptTraces(std::size_t most, std::size_t mostSpans) : m_most(most), m_mostSpans(mostSpans) {}
    void take(const signals::Trace &trace);
    // What was kept, and how many were seen.
    [[nodiscard]] std::pair<std::vector<signals::Trace>, qint64> taken();

private:
    std::size_t m_most;
    std::size_t m_mostSpans;
    std::mutex m_mutex;
    std::unordered_set<std::string> m_seen;
    std::vector<signals::Trace> m_traces;
    std::size_t m_spans = 0;
};

// One taking, from its first question to its last answer. GUI thread.
struct BundleTaker::Round {
    BundleWishes wishes;
    Incident incident;
    QStringList around; // its services and those one call away
    SubjectRules subjects;
    std::shared_ptr<IncidentBundle> bundle = std::make_shared<IncidentBundle>();
    std::vector<async::Request> requests;
    int open = 1; // the round itself, while it asks
    Reply reply;

    std::unordered_set<base::Labels> knownSeries;
    qint64 samples = 0;
    bool areLinesCounted = false;
    qint64 allLines = 0;
    std::shared_ptr<KeptTraces> traces;

    [[nodiscard]] base::TimeRange range() const { return bundle->manifest.range; }
    void expect(async::Request request)
    {
        ++open;
        requests.push_back(std::move(request));
    }
    void failed(const QString &what, const base::Error &error);
    void done();
    void finish();
};

} // namespace wf::engine
