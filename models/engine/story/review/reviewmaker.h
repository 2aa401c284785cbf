// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/story/review/reviewpaper.h"
#include "models/engine/story/reviewdesk.h"
#include "models/engine/story/storyteller.h"

namespace wf::engine {

struct ReviewWishes {
    enum class Form { Pdf, Html };
    qint64 incident = 0;
    Form form = Form::Pdf;
    wire::PaperSize size = wire::PaperSize::A4;
    QString environment, toolVersion;
    // What a window has of it and may not have kept yet; none: what the ledger has kept, else the draft.
    std::optional<WrittenReview> written = {};
};

// Makes the review of an incident as a file with pictures: what people wrote, else its timeline from the ledger and its
// suspected causes when somebody looks at it; the onset of its alerts, what the rule of its worst alert measured. For
// "Save PDF…" of a window: make({number}, reply), and write what comes. GUI thread; the document is made on a pool.
class ReviewMaker final {
public:
    struct Parts {
        Storyteller &story;
        const IncidentKeeper &incidents;
        const ServiceCatalog &services;
        const CauseDesk &causes;
        MetricReader &metrics;
        const sources::SourceSet &sources;
        std::function<wire::PdfFontFiles()> fonts; // called on any thread
        store::Ledger &ledger;
    };
    ReviewMaker(Parts parts, const base::Clock &clock, const async::Pools &pools);
    ~ReviewMaker();

    // Once, later. NotFound: the incident is not known any more. What does not answer is said in the document. Dropping
    // the Request stops it; the maker outlives it.
    using Reply = std::function<void(const base::Result<QByteArray> &)>;
    [[nodiscard]] async::Request make(const ReviewWishes &wishes, Reply reply) const;

private:
    struct Round;
    void askWritten(const std::shared_ptr<Round> &round) const;
    void askAttached(const std::shared_ptr<Round> &round) const;
    void askRules(const std::shared_ptr<Round> &round) const;
    void askChart(const std::shared_ptr<Round> &round) const;
    void render(const std::shared_ptr<Round> &round) const;

    Parts m_parts;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
};

} // namespace wf::engine
