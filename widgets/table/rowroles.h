// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace wf::widgets {

// What RowTable asks beyond the cell roles. RowKeyRole and GroupRole are asked of column 0; CellKindRole of the header.
enum RowRole {
    RowKeyRole = Qt::UserRole + 1100, // quint64, the same row in every state of the model
    GroupRole,                        // bool: a group header across all columns
    GroupCollapsedRole,               // bool
    GroupCountRole,                   // int
    AccessibleRowRole,                // QString: the whole row in words
    TreeRole,                         // int(TreePart), of column 0; none: the table is no tree
    OneLineRole,                      // bool, of column 0: has one line in a table with mixed lines
    EndRole,                          // bool, of the header: words of the column end at its right edge
    TailRole,                         // QString: after the words, in mono; the words give up their room to it
    LeadRole,                         // bool, of the header: what a row is called, in the main colour
    DepthRole,                        // int, of column 0: how far below others in a tree of several levels; none: 0
};

// A row with others below it can be opened; SecondLineRole and keys as ever.
enum class TreePart { Leaf, Closed, Open };
inline constexpr int treeStep = 14; // logical pixels that a level is indented by

} // namespace wf::widgets
