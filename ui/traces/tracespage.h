// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/traces/traceloader.h"
#include "models/engine/traces/tracesearch.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "widgets/chart/seriescolors.h"

class QStackedWidget;

namespace wf::ui {

class TraceDetail;
class TraceList;
class TraceQueryForm;

// Traces: search with scatter and table; one trace as a waterfall in the same screen, back with Esc.
class TracesPage final : public Screen {
    Q_OBJECT
public:
    TracesPage(engine::TraceSearch &search, engine::TraceLoader &loader, widgets::SeriesColors &colors,
               WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("traces"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }

Q_SIGNALS:
    // All log lines that carry this trace's id are wanted.
    void logsOfTraceRequested(const wf::signals::Subject &trace);

private:
    void connectSearch();
    void markUnusual(); // when what is searched for was not as usual
    void connectDetail();
    void makeActions();
    void search();
    void searchAgainIfOld();
    void openTrace(const QString &traceId, const QString &spanId = {});
    void leaveTrace();
    void attachSelected(); // to an incident
    void openMenu(const QPoint &global);
    [[nodiscard]] bool showsTrace() const;

    engine::TraceSearch &m_search;
    engine::TraceLoader &m_loader;
    WatchContext &m_context;
    QStackedWidget *m_stack;
    TraceQueryForm *m_form;
    TraceList *m_list;
    TraceDetail *m_detail;
    QList<QAction *> m_actions;
    QAction *m_attach = nullptr;
    bool m_active = false;
};

} // namespace wf::ui
