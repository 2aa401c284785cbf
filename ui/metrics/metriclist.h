// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/explore/index/metriccatalog.h"

#include <QAbstractListModel>
#include <QWidget>

class QLineEdit;
class QListView;

namespace wf::widgets {
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The names found, best first. Rows are indexes into the catalogue's index.
class FoundMetrics final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TypeRole = Qt::UserRole + 1 }; // int(signals::MetricType)
    using QAbstractListModel::QAbstractListModel;
    void setFound(engine::MetricIndexPtr index, std::vector<std::size_t> found);
    [[nodiscard]] QString nameAt(int row) const;
    [[nodiscard]] int rowOf(const QString &name) const; // -1: not among them
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    engine::MetricIndexPtr m_index;
    std::vector<std::size_t> m_found;
};

// All metrics there are, by what is typed; of the selected one what is told about it.
class MetricList final : public QWidget {
    Q_OBJECT
public:
    MetricList(engine::MetricCatalog &catalog, const async::Pools &pools, QWidget *parent = nullptr);
    ~MetricList() override;
    void setCurrent(const QString &metric); // selects it when it is listed; tells about it anyway
    [[nodiscard]] const QString &current() const { return m_current; }
    void focusSearch();
    [[nodiscard]] bool isSettled() const { return !m_isSearching && !m_catalog.isAsking(); }
    static constexpr std::size_t mostListed = 2000;

Q_SIGNALS:
    void chosen(const QString &metric);
    void opened(const QString &metric); // Enter or double click: into the query
    void settledChanged();

private:
    void search();
    void tell();
    void showRow();
    engine::MetricCatalog &m_catalog;
    const async::Pools &m_pools;
    QLineEdit *m_field;
    widgets::PlainLabel *m_count, *m_told;
    QListView *m_view;
    widgets::Panel *m_panel;
    FoundMetrics *m_found;
    QString m_current;
    bool m_isSearching = false;
    async::JobScope m_jobs;
};

} // namespace wf::ui
