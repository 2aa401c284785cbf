// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

QT_BEGIN_NAMESPACE
class QAbstractItemModel;
class QDialog;
class QWidget;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// What a table shows, with its titles as first line; RFC 4180, safe for spreadsheets.
[[nodiscard]] QByteArray tableAsCsv(const QAbstractItemModel &table);
// A list of objects, a key for each title.
[[nodiscard]] QByteArray tableAsJson(const QAbstractItemModel &table);

// Writes one or the other, or a picture of a widget, as the file's name ends: .csv, .json, .png.
[[nodiscard]] base::Status saveTable(const QString &path, const QAbstractItemModel &table, QWidget &picture);

// Asks where to; `name` is proposed, without an ending. Answers with the path; not when nobody chose.
using Saved = std::function<void(const base::Result<QString> &)>;
void askToSaveTable(QWidget *parent, const QString &name, const QAbstractItemModel &table, QWidget &picture,
                    Saved done);

// A button of a dialog that does so, and says what came of it.
[[nodiscard]] widgets::Button *makeExportButton(QDialog *dialog, const QString &name, const QAbstractItemModel &table,
                                                QWidget &picture, widgets::PlainLabel &word);

} // namespace wf::ui
