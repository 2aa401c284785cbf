// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/freeze/freezebook.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/firstrow.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/objectives/objectivecolumns.h"

class QBoxLayout;

namespace wf::engine {
class CorrectionBook;
class FreezeCourier;
class HistoryBook;
class ObjectiveFinder;
class ObjectiveWizard;
} // namespace wf::engine

namespace wf::widgets {
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class ObjectiveDetail;

// Objectives worst first with budget left; of the selected one where it went, where it goes, burn per window, and what
// follows for changes. W asks why, V what if, Shift+T how it went, F records a freeze, X excludes time, Ctrl+N makes a
// new one, Shift+E edits one, Shift+G takes several together, Shift+R looks through recording rules, E exports.
class ObjectivesPage final : public Screen {
    Q_OBJECT
public:
    // What the page works with; the books may be null: then nothing is decided or corrected here.
    struct Parts {
        engine::ObjectiveKeeper &keeper;
        engine::CorrectionBook *corrections = nullptr;
        engine::FreezeBook *freezes = nullptr;
        QString actor{};
        engine::ObjectiveWizard *wizard = nullptr; // null: nothing is defined here
        engine::ObjectiveFinder *finder = nullptr; // null: recording rules are not looked through
        engine::HistoryBook *history = nullptr;    // null: trends reach as far as the window
        engine::FreezeCourier *courier = nullptr;  // null: nobody is told
    };
    ObjectivesPage(Parts parts, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("objectives"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override { return m_parts.keeper.snapshot()->asOfNs != 0; }
    [[nodiscard]] Badge badge() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }

private:
    void buildHead(QBoxLayout &column);
    void buildTable();
    void buildActions();
    void fill();
    [[nodiscard]] int foundCount() const;
    void fillFacts(const engine::ObjectivesSnapshot &snapshot);
    [[nodiscard]] bool isShown(const engine::ObjectiveState &state) const;
    [[nodiscard]] const engine::ObjectiveState *current() const;
    void showDetail();
    void openInMetrics(base::TimeRange range);
    void pickFilter(widgets::PickButton &button, QString &filter, const QStringList &choices);

    void askWhy();
    void decide(engine::FreezeDecision::Kind kind);
    void later();
    void copyNotice();
    void askExport();
    void askWhatIf();
    void askCorrections();
    void askTrend();
    void askWebhooks();
    void askNew();
    void askEdit();
    void askComposite();
    void askDiscover();
    void written(const QString &path);
    void failed(const base::Error &error);

    Parts m_parts;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts = nullptr;
    widgets::PickButton *m_owner = nullptr;
    widgets::PickButton *m_window = nullptr;
    QString m_ownerFilter; // empty: all
    QString m_windowFilter;
    FlatTable *m_table = nullptr;
    items::RowsModel<ObjectiveRow, QString> *m_rows = nullptr;
    widgets::Panel *m_tablePanel = nullptr;
    ObjectiveDetail *m_detail = nullptr;
    QList<QAction *> m_actions;
    FirstRow m_firstRow;
    bool m_active = false;
};

} // namespace wf::ui
