// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/subject.h"

#include <QDialog>

#include <functional>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace wf::ui {

// One thing the palette can do.
struct PaletteItem {
    QString group; // "Screens", "Services", "Alerts", "Actions" …
    QString title; // outside text allowed
    QString hint;  // key or one fact
    QString icon;
    std::function<void()> run;
};

// Ctrl+K: fuzzy over everything the provider lists, and what a search beside it finds. Prefixes narrow: ">" actions,
// "@" services, "#" alerts, ":" time. A pasted trace id (16 or 32 hex digits) opens that trace.
class CommandPalette final : public QDialog {
    Q_OBJECT
public:
    using Provider = std::function<std::vector<PaletteItem>()>;
    explicit CommandPalette(Provider provider, QWidget *parent = nullptr);
    // Of what there may be thousands: asked for the best items by these letters, at most so many, answers later. The
    // newest question counts.
    using Found = std::function<void(std::vector<PaletteItem>)>;
    using Search = std::function<void(const QString &letters, std::size_t most, Found found)>;
    void setSearch(Search search) { m_search = std::move(search); }
    void openOver(QWidget *window);

Q_SIGNALS:
    void timeTyped(const QString &text);
    void traceIdTyped(const QString &traceId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void look(const QString &text);
    void refill(const QString &text);
    void runCurrent();
    [[nodiscard]] const PaletteItem &item(std::size_t at) const;
    Provider m_provider;
    Search m_search;
    std::vector<PaletteItem> m_items;
    std::vector<PaletteItem> m_found; // by the search; places behind those of m_items
    quint64 m_asked = 0;
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
};

} // namespace wf::ui
