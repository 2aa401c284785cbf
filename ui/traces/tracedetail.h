// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/traces/traceloader.h"
#include "widgets/chart/seriescolors.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class Panel;
class PlainLabel;
class TraceMiniMap;
class WaterfallView;
} // namespace wf::widgets

namespace wf::ui {

class SpanDetails;

// One trace: what it was, the whole in small, the waterfall, and the chosen span.
class TraceDetail final : public QWidget {
    Q_OBJECT
public:
    explicit TraceDetail(widgets::SeriesColors &colors, QWidget *parent = nullptr);

    void setLoaded(const std::shared_ptr<const engine::LoadedTrace> &loaded, qint64 nowNs);
    // Chosen as soon as the trace is there.
    void setWantedSpan(const QString &spanId);
    [[nodiscard]] widgets::WaterfallView &waterfall() { return *m_waterfall; }

Q_SIGNALS:
    void backRequested();
    void retryRequested();
    void spanSelected(int span);
    void logsRequested();
    void metricsRequested(const QString &service);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTools();
    void showTrace();
    void showHeader(qint64 nowNs);
    void applyWantedSpan();
    void chooseFirst();

    widgets::SeriesColors &m_colors;
    std::shared_ptr<const engine::LoadedTrace> m_loaded;
    QString m_wantedSpan;
    bool m_choosesItself = false;
    widgets::PlainLabel *m_title;
    widgets::PlainLabel *m_id;
    widgets::PlainLabel *m_facts;
    widgets::PlainLabel *m_errors;
    widgets::PlainLabel *m_notes;
    widgets::PlainLabel *m_path;
    widgets::Button *m_metrics;
    widgets::TraceMiniMap *m_map;
    widgets::WaterfallView *m_waterfall;
    widgets::Panel *m_panel;
    SpanDetails *m_details;
};

} // namespace wf::ui
