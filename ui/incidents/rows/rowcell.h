// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

#include <QString>
#include <QVariant>

#include <functional>

namespace wf::ui {

// What all cells of a row have in common.
template<class Row>
struct RowVoice {
    quint64 (*key)(const Row &) = nullptr;
    QString (*spoken)(const Row &) = nullptr;             // for who cannot see it
    signals::Severity (*severity)(const Row &) = nullptr; // null: the row has none
};

// A cell of a RowsModel that shows this text.
template<class Row>
std::function<QVariant(const Row &, int)> rowCell(const RowVoice<Row> &voice, std::function<QString(const Row &)> text)
{
    return [voice, text = std::move(text)](const Row &row, int role) -> QVariant {
        switch (role) {
        case Qt::DisplayRole:
            return text(row);
        case widgets::RowKeyRole:
            return QVariant::fromValue<quint64>(voice.key(row));
        case widgets::GroupRole:
            return false;
        case widgets::AccessibleRowRole:
            return voice.spoken(row);
        case widgets::SeverityRole:
            return voice.severity ? QVariant(static_cast<int>(voice.severity(row))) : QVariant();
        default:
            return {};
        }
    };
}

} // namespace wf::ui
