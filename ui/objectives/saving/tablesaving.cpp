// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/saving/tablesaving.h"

#include "models/base/csv.h"
#include "models/base/safefile.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QAbstractItemModel>
#include <QBuffer>
#include <QCoreApplication>
#include <QDialog>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPixmap>
#include <QPointer>

namespace wf::ui {

namespace {

QStringList titlesOf(const QAbstractItemModel &table)
{
    QStringList out;
    for (int column = 0; column < table.columnCount(); ++column)
        out << table.headerData(column, Qt::Horizontal).toString();
    return out;
}

QStringList cellsOf(const QAbstractItemModel &table, int row)
{
    QStringList out;
    for (int column = 0; column < table.columnCount(); ++column)
        out << table.index(row, column).data().toString();
    return out;
}

} // namespace

QByteArray tableAsCsv(const QAbstractItemModel &table)
{
    QString out = base::csvLine(titlesOf(table)) + u'\n';
    for (int row = 0; row < table.rowCount(); ++row)
        out += base::csvLine(cellsOf(table, row)) + u'\n';
    return out.toUtf8();
}

QByteArray tableAsJson(const QAbstractItemModel &table)
{
    const QStringList titles = titlesOf(table);
    QJsonArray out;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QStringList cells = cellsOf(table, row);
        QJsonObject one;
        for (qsizetype i = 0; i < titles.size(); ++i)
            one.insert(titles[i], cells[i]);
        out.append(one);
    }
    return QJsonDocument(out).toJson();
}

base::Status saveTable(const QString &path, const QAbstractItemModel &table, QWidget &picture)
{
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return base::writeFileSafely(path, tableAsJson(table));
    if (!path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return base::writeFileSafely(path, tableAsCsv(table));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !picture.grab().save(&buffer, "PNG"))
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("Objectives", "The picture could not be made."));
    return base::writeFileSafely(path, bytes);
}

void askToSaveTable(QWidget *parent, const QString &name, const QAbstractItemModel &table, QWidget &picture, Saved done)
{
    auto *dialog =
        new QFileDialog(parent, QCoreApplication::translate("Objectives", "Export"), QString(),
                        QCoreApplication::translate("Objectives", "CSV (*.csv);;JSON (*.json);;PNG (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name + QStringLiteral(".csv"));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [table = QPointer(&table), picture = QPointer(&picture), done](const QString &path) {
                         if (!table || !picture)
                             return;
                         const auto saved = saveTable(path, *table, *picture);
                         done(saved ? base::Result<QString>(path) : saved.error());
                     });
    dialog->open();
}

widgets::Button *makeExportButton(QDialog *dialog, const QString &name, const QAbstractItemModel &table,
                                  QWidget &picture, widgets::PlainLabel &word)
{
    auto *button = new widgets::Button(QCoreApplication::translate("Objectives", "Export"), QStringLiteral("export"));
    button->setAutoDefault(false);
    QObject::connect(button, &QPushButton::clicked, dialog, [dialog, name, &table, &picture, &word] {
        askToSaveTable(dialog, name, table, picture, [word = QPointer(&word)](const base::Result<QString> &saved) {
            if (word)
                word->setText(saved ? QCoreApplication::translate("Objectives", "Written to %1.").arg(*saved)
                                    : saved.error().summary);
        });
    });
    return button;
}

} // namespace wf::ui
