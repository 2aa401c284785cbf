// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::ui {

// How tiles lie: a part is a tile, or parts beside or below each other. A tile shows one of its views. A value.
struct TilePart {
    bool isAcross = false;       // its parts lie beside each other
    std::vector<TilePart> parts; // empty: it is a tile
    std::vector<int> sizes;      // of the parts, pixels; empty: as they come
    QStringList views;           // of a tile, never empty
    int current = 0;
    [[nodiscard]] bool isTile() const { return parts.empty(); }
    friend bool operator==(const TilePart &, const TilePart &) = default;
};

enum class TileSide { Left, Right, Above, Below };

// Every view stands in exactly one tile. A view that is `single` has its tile for itself.
class TileTree {
public:
    // Tiles one below the other, or beside each other.
    TileTree(const std::vector<QStringList> &tiles, bool isAcross, QString single = {});

    [[nodiscard]] const TilePart &root() const { return m_root; }
    [[nodiscard]] QStringList views() const;                         // sorted
    [[nodiscard]] const TilePart *tileOf(const QString &view) const; // null: there is no such view
    [[nodiscard]] bool isShown(const QString &view) const;           // the current one of its tile
    bool show(const QString &view);
    // Into a tile of its own on that side of the tile of `beside`, or of everything when that is empty. False when
    // that changes nothing.
    bool moveOut(const QString &view, TileSide side, const QString &beside = {});
    // Into the tile of another; it is then the one shown.
    bool join(const QString &view, const QString &into);
    void setSizes(const std::vector<std::size_t> &path, std::vector<int> sizes); // path: of parts, from the root

    [[nodiscard]] QJsonObject toJson() const;
    // May be hostile: nothing unless it holds exactly the views of this, and is no deeper than they need.
    [[nodiscard]] std::optional<TileTree> read(const QJsonObject &json) const;
    friend bool operator==(const TileTree &, const TileTree &) = default;

private:
    TilePart m_root;
    QString m_single;
};

} // namespace wf::ui
