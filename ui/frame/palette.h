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

// Ctrl+K: fuzzy over everything the provider lists. Prefixes narrow: ">" actions, "@" services, "#" alerts, ":" time.
// A pasted trace id (16 or 32 hex digits) opens that trace.
class CommandPalette final : public QDialog {
    Q_OBJECT
public:
    using Provider = std::function<std::vector<PaletteItem>()>;
    explicit CommandPalette(Provider provider, QWidget *parent = nullptr);
    void openOver(QWidget *window);

Q_SIGNALS:
    void timeTyped(const QString &text);
    void traceIdTyped(const QString &traceId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refill(const QString &text);
    void runCurrent();
    Provider m_provider;
    std::vector<PaletteItem> m_items;
    std::vector<int> m_shown;
    QLineEdit *m_edit;
    QListView *m_list;
    QStandardItemModel *m_model;
};

// 0 = no match; higher is better. Letters must appear in order; starts of words and runs count more.
[[nodiscard]] int fuzzyScore(const QString &pattern, const QString &text);

} // namespace wf::ui
