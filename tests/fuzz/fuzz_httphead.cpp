// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/contentcoding.h"
#include "models/net/server/head.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;
using namespace wf::net::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = text(data, size);
    const HeadLimits limits{4096, 20};
    const auto read = readHead(bytes, limits);
    if (const auto *whole = std::get_if<HeadRead>(&read)) {
        const Head &head = whole->head;
        promise(whole->bytes <= bytes.size() && whole->bytes <= limits.bytes + 1, "a head lies inside what arrived");
        promise(head.fields.size() <= limits.fields, "no more fields than the bound");
        promise(!(head.isChunked && head.contentLength), "a body is framed in one way");
        promise(head.path.starts_with('/'), "a path starts with a slash");
        for (const auto &[name, value] : head.fields)
            promise(value.find_first_of("\r\n\0") == std::string::npos && name.find(' ') == std::string::npos,
                    "no control characters in fields");
        // The same bytes alone give the same answer: what follows a head does not change it.
        promise(std::holds_alternative<HeadRead>(readHead(bytes.substr(0, whole->bytes), limits)),
                "a head does not depend on what follows");
    }
    (void)Parameters(bytes);
    for (const auto *coding : {"gzip", "deflate", "zstd"})
        if (const auto body = decodeContent(coding, std::string(bytes), 1 << 16, [](std::size_t) { return true; }))
            promise(body->size() <= (1 << 16), "no more bytes than the bound");
    return 0;
}
