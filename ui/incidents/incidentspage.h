// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/leftovers.h"
#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/alerts/index/alertindex.h"
#include "models/engine/alerts/index/alertpresets.h"
#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/history/historydesk.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/noise/alertcounts.h"
#include "models/engine/noise/noisewatch.h"
#include "models/engine/story/reviewdesk.h"
#include "models/engine/story/similardesk.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/tabs/telling.h"

#include <QTimer>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace wf::items {
class AlertList;
}
namespace wf::widgets {
class FilterEdit;
class Panel;
class PickButton;
class PlainLabel;
class RowTable;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class AlertDetail;
class AlertRows;
class FilterCompleter;
class HistoryPage;
class IncidentBoard;
class SilenceList;

// All that fires without a click: folded into incidents, and alert by alert, worst first; beside it everything about
// what is selected.
class IncidentsPage final : public Screen {
    Q_OBJECT
public:
    enum Tab { Incidents, Alerts, Silences, History };
    struct Parts {
        engine::AlertWatch &alerts;
        engine::IncidentKeeper &incidents;
        engine::CauseDesk &causes;
        engine::Storyteller &story;
        engine::HistoryDesk &history;
        engine::NoiseWatch &noise;
        const engine::ServiceCatalog &services;
        engine::AckDesk &desk;
        engine::AlertPresets &presets;
        engine::AlertRecorder &recorder;
        engine::MetricReader &metrics;
        const async::Pools &pools;
        engine::ReviewDesk &reviews;
        engine::SimilarDesk &similar;
    };
    IncidentsPage(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~IncidentsPage() override;

    [[nodiscard]] QString key() const override { return QStringLiteral("incidents"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    [[nodiscard]] Badge badge() const override { return m_badge; }
    void setTab(Tab tab);
    // Who tells people of incidents; nobody does until this is called.
    void setTelling(const Telling &telling);
    // Attaches something to an incident: to the one it names, else to one that is asked for.
    void attach(const engine::Attachment &attachment);
    // Writes the review of an incident as PDF; without it the draft is Markdown only.
    void setSavePdf(std::function<void(qint64 incident)> savePdf);
    void setFilterText(const QString &text);
    void setGroupBy(const QString &field); // field or label; empty: flat

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildLayout();
    void buildTable();
    void buildActions();
    QAction *addDeed(const QString &text, const QString &icon, const QKeySequence &key, std::function<void()> run);
    void addIncidentDeeds();
    void follow();
    // What is known
    void showAlert(quint64 key);
    void rebuildIndex();
    void showIndex(const engine::AlertIndexPtr &index);
    void prepareIndex();
    void onArranged();
    void fillFacts();
    void fillState();
    void recount();
    void fillBadge();
    void applyFilter(const QString &text);
    void onSelection();
    void chooseTheWorst();
    void tellSelection(const engine::WatchedAlert &alert);
    [[nodiscard]] std::vector<engine::WatchedAlert> selected() const;
    // Menus
    void openGroupMenu();
    void openPresetMenu();
    void openRowMenu(const QPoint &global);
    void addUnsent(QMenu &menu, const std::vector<engine::WatchedAlert> &alerts);
    void savePreset();
    void editRule(); // of the alert, or of the first one that is selected
    // Deeds
    void acknowledge(const QString &note, qint64 durationNs, bool extend);
    [[nodiscard]] bool mayAct(); // says why not, as the next two
    [[nodiscard]] bool mayKeep();
    [[nodiscard]] bool isAllowed(const base::Status &may);
    void acknowledgeWithNote();
    void assign();
    void copyHandover();
    void copyReview();
    void silence();
    void editSilence(const signals::Silence &silence);
    void endHold();
    void tellQueued(const base::Result<QStringList> &keys, const QString &text);
    void onAttention(const QString &opKey);
    void onEndedElsewhere(const QString &opKey, const QString &title, bool acknowledgement);
    void onEnding(const engine::SilenceEnding &ending);

    Parts m_parts;
    WatchContext &m_context;
    items::AlertList *m_list;
    AlertRows *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    widgets::FilterEdit *m_filter;
    FilterCompleter *m_completer;
    widgets::PickButton *m_group, *m_preset;
    widgets::PlainLabel *m_facts, *m_count, *m_filterError;
    widgets::Segmented *m_tabs;
    QStackedWidget *m_stack;
    QSplitter *m_split;
    AlertDetail *m_detail;
    SilenceList *m_silences;
    IncidentBoard *m_board;
    HistoryPage *m_history;
    QList<QAction *> m_actions;
    Badge m_badge;
    engine::AlertCounts m_counts;
    quint64 m_shownSerial = 0;
    quint64 m_wantedKey = 0; // to select once it is listed
    bool m_chosen = false;   // somebody selected something, or the worst was selected for them
    bool m_active = false;
    bool m_building = false;
    bool m_counting = false;
    QTimer m_afterPainting;
    async::Request m_document;
    async::Leftovers m_leftovers; // indexes before the last
    async::JobScope m_jobs;
};

} // namespace wf::ui
