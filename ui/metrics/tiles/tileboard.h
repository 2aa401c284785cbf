// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/metrics/tiles/tiletree.h"

#include <QHash>
#include <QWidget>

class QBoxLayout;
class QSplitter;
class QStackedWidget;

namespace wf::widgets {
class Panel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class TileDrag;

// Views in tiles that lie as a TileTree says: a tile is a panel with a pick of its views in the header. Headers are
// dragged: onto the edge of another tile to lie there, into its middle to share it. The views are made once and move.
class TileBoard final : public QWidget {
    Q_OBJECT
public:
    explicit TileBoard(QWidget *parent = nullptr);
    ~TileBoard() override;

    // Before setTree(). A panel that has its tile for itself; views by their id.
    void setSingle(const QString &id, widgets::Panel *panel);
    void addView(const QString &id, const QString &title, QWidget *widget);

    void setTree(TileTree tree); // of exactly these
    [[nodiscard]] const TileTree &tree() const { return m_tree; }
    // Brings a view to the front of its tile, also when only another tile was shown.
    void showView(const QString &id);
    [[nodiscard]] bool isShown(const QString &id) const; // it can be seen
    void setTitle(const QString &id, const QString &title, const QString &facts = {});
    // Only this view's tile; empty: all.
    void setAlone(const QString &id);
    [[nodiscard]] const QString &alone() const { return m_alone; }
    bool moveOut(const QString &id, TileSide side, const QString &beside = {});
    bool join(const QString &id, const QString &into);
    [[nodiscard]] QString viewOf(const QWidget *widget) const; // in which it lies; empty: in none
    [[nodiscard]] widgets::Panel *panelOf(const QString &id) const;

    // Where a tile that is dropped goes: a side of the tile, or into it.
    struct Drop {
        bool joins = false;
        TileSide side = TileSide::Left;
    };
    [[nodiscard]] static Drop dropAt(const QRect &tile, const QPoint &pos);

Q_SIGNALS:
    void viewShown(const QString &id); // became the one its tile shows
    void changed();                    // how they lie, or how large

private:
    friend class TileDrag;
    struct View {
        QString title, facts;
        QWidget *widget = nullptr; // null of the single panel
    };
    struct Tile {
        widgets::Panel *panel = nullptr;
        QStackedWidget *stack = nullptr; // null: of the single panel
        widgets::Segmented *pick = nullptr;
        QStringList views;
    };
    void rebuild();
    [[nodiscard]] QWidget *made(const TilePart &part, const std::vector<std::size_t> &path);
    [[nodiscard]] QWidget *madeTile(const TilePart &part);
    [[nodiscard]] int weightOf(const TilePart &part) const;
    [[nodiscard]] const Tile *tileWith(const QString &id) const;
    void showTitle(const Tile &tile) const;
    void applyAlone();
    bool hideBut(QWidget *part, const QWidget *kept) const;

    TileTree m_tree;
    QString m_single, m_alone;
    widgets::Panel *m_singlePanel = nullptr;
    QHash<QString, View> m_views;
    std::vector<Tile> m_tiles;
    QWidget *m_root = nullptr;
    QBoxLayout *m_layout;
    TileDrag *m_drag;
};

} // namespace wf::ui
