// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace wf::wire {

// The objects of a PDF 1.7 file (ISO 32000-1), written in the order they are put; small ones share compressed object
// streams (7.5.7). The same calls give the same bytes: there is no clock and nothing random in it.
class PdfFile {
public:
    PdfFile();

    [[nodiscard]] int reserve(); // the number of an object that is put later
    void put(int id, const QByteArray &body);
    [[nodiscard]] int add(const QByteArray &body);
    // `dictionary`: its entries without brackets, length and filter.
    void putStream(int id, const QByteArray &dictionary, const QByteArray &data);
    [[nodiscard]] int addStream(const QByteArray &dictionary, const QByteArray &data);
    [[nodiscard]] QByteArray finish(int catalog, int information);

private:
    struct Place {
        bool isPacked = false;
        qint64 offset = 0; // in the file, or the number of the object stream
        int index = 0;     // within that
    };
    void flushPack();
    void writeStream(int id, const QByteArray &dictionary, const QByteArray &data);

    QByteArray m_bytes;
    std::vector<Place> m_places; // by number - 1
    QByteArray m_packHead, m_packBody;
    int m_packed = 0;
    int m_packId = 0;
};

[[nodiscard]] QByteArray pdfNumber(double value);      // at most three decimals, never an exponent
[[nodiscard]] QByteArray pdfReference(int id);         // "12 0 R"
[[nodiscard]] QByteArray pdfText(const QString &text); // a text string, UTF-16
[[nodiscard]] QByteArray pdfDate(qint64 ns);           // (D:20260514021407Z)

} // namespace wf::wire
