// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/story/similardesk.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class PlainLabel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

// Incidents like this one: how alike and why, how they ended, how long they took, and what helped.
class SimilarPanel final : public QWidget {
    Q_OBJECT
public:
    SimilarPanel(engine::SimilarDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    ~SimilarPanel() override;
    [[nodiscard]] int count() const;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void showCurrent();

    engine::SimilarDesk &m_desk;
    WatchContext &m_context;
    items::RowsModel<engine::SimilarStory, qint64> *m_rows;
    widgets::RowTable *m_table;
    widgets::PlainLabel *m_words;
};

} // namespace wf::ui
