// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

namespace wf::base {

// Replaces a file wholly or not at all. Writes a neighbour with mode 0600, checks every write (QSaveFile reports
// success after a short write on a full disk: reliability.md F8), flushes file and folder to the disk, then renames.
// Refuses to write through a symbolic link (T20). Without commit() the old file stays and the neighbour goes.
// Errors are ErrorKind::Storage and name the file and what the system said. Blocks: use it off the GUI thread for large
// files.
class SafeFile {
public:
    explicit SafeFile(QString path);
    ~SafeFile();
    SafeFile(const SafeFile &) = delete;
    SafeFile &operator=(const SafeFile &) = delete;

    [[nodiscard]] Status open();
    // After an error every later call fails with it too.
    [[nodiscard]] Status write(QByteArrayView bytes);
    [[nodiscard]] Status commit();

private:
    Status fail(const QString &system);

    QString m_path;
    QFile m_temporary;
    std::optional<Error> m_error;
};

[[nodiscard]] Status writeFileSafely(const QString &path, QByteArrayView bytes);
// Makes the folder (and its parents) if need be and sees that only its owner can enter it: 0700, ours, no link.
[[nodiscard]] Status ensurePrivateFolder(const QString &path);

} // namespace wf::base
