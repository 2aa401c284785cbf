// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/annotations/boardnotes.h"
#include "models/engine/metrics/metricreader.h"
#include "models/query/variables/interpolate.h"
#include "models/sources/ports.h"

#include <QObject>

#include <algorithm>

namespace wf::engine {

// One annotation of a dashboard as it stands.
struct AnnotationTrack {
    QString name;  // outside text
    QString color; // as written
    bool isShown = false;
    bool isListed = true; // in the bar, where it can be switched
    int marks = 0;
    QString problem; // why it shows nothing, or not all; a sentence
    friend bool operator==(const AnnotationTrack &, const AnnotationTrack &) = default;
};

// The marks of one dashboard: asks the annotations that are shown, over the range that is shown. What Grafana keeps
// itself is not asked; in its place stand the marks that the console knows (setOwn). GUI thread.
class BoardAnnotations final : public QObject {
    Q_OBJECT
public:
    BoardAnnotations(MetricReader &reader, const sources::SourceSet &sources, QObject *parent = nullptr);
    ~BoardAnnotations() override;

    // Another dashboard forgets what was switched. Null: none.
    void open(std::shared_ptr<const signals::Dashboard> dashboard);
    // Asks what is shown; the marks so far stay until the answers are there.
    void ask(const query::VariableScope &scope, base::TimeRange range);
    void stop();
    void setShown(std::size_t annotation, bool isShown);
    void setAllShown(bool isShown);
    // What the console knows itself: deploys, incidents. `annotation` of each is set here.
    void setOwn(std::vector<BoardNote> own);

    [[nodiscard]] const std::vector<AnnotationTrack> &tracks() const { return m_tracks; }
    // Of all that are shown, by time.
    [[nodiscard]] std::shared_ptr<const std::vector<BoardNote>> notes() const { return m_notes; }
    [[nodiscard]] const std::shared_ptr<const signals::Dashboard> &dashboard() const { return m_dashboard; }
    [[nodiscard]] bool isBusy() const { return std::ranges::find(m_isPending, true) != m_isPending.end(); }

Q_SIGNALS:
    void changed();

private:
    struct Asked;
    void askOne(std::size_t annotation);
    void take(std::size_t annotation, std::vector<BoardNote> notes, const QString &problem);
    void publish();

    MetricReader &m_reader;
    const sources::SourceSet &m_sources;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    query::VariableScope m_scope;
    base::TimeRange m_range;
    std::vector<AnnotationTrack> m_tracks, m_told;
    std::vector<std::vector<BoardNote>> m_found; // by annotation
    std::vector<BoardNote> m_own;
    std::shared_ptr<const std::vector<BoardNote>> m_notes = std::make_shared<std::vector<BoardNote>>();
    std::vector<std::vector<async::Request>> m_requests; // by annotation
    std::vector<bool> m_isPending;                       // by annotation
    quint64 m_serial = 0;                                // of the question
};

} // namespace wf::engine
