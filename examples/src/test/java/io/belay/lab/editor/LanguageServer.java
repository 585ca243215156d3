package io.belay.lab.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A language server as a child process, spoken to as an editor does, over standard input and output. For one thread. */
final class LanguageServer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE = 60;

    private final Process process;
    private final Path folder;
    private final ObjectNode settings;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> diagnostics = new ConcurrentHashMap<>();
    private int requests;
    private int documents;

    /** Where somebody is in a document, and what will be found wrong in it. */
    private record Caret(String uri, int line, int character, CompletableFuture<JsonNode> found) {}

    /**
     * @param program run by Node
     * @param folder in which the documents would lie if they were saved
     * @param schemas file of a schema, and the names of files that it is for
     */
    LanguageServer(Path program, Path folder, Map<Path, String> schemas) throws IOException {
        this.folder = folder;
        settings = MAPPER.createObjectNode();
        settings.put("validate", true).put("hover", true).put("completion", true);
        settings.putObject("schemaStore").put("enable", false);
        ObjectNode named = settings.putObject("schemas");
        schemas.forEach(
                (schema, files) -> named.putArray(schema.toUri().toString()).add(files));
        process = new ProcessBuilder("node", program.toString(), "--stdio")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::listen, "language-server");
        reader.setDaemon(true);
        reader.start();
        initialize();
    }

    private void initialize() {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters.put("processId", ProcessHandle.current().pid());
        parameters.putNull("rootUri");
        ObjectNode capabilities = parameters.putObject("capabilities");
        capabilities.putObject("workspace").put("configuration", true);
        ObjectNode text = capabilities.putObject("textDocument");
        text.putObject("hover").putArray("contentFormat").add("markdown");
        ObjectNode item = text.putObject("completion").putObject("completionItem");
        item.put("snippetSupport", true).putArray("documentationFormat").add("markdown");
        request("initialize", parameters);
        notify("initialized", MAPPER.createObjectNode());
    }

    /** Labels that are proposed at the {@code |} in the text. */
    List<String> completion(String text, String ending) {
        JsonNode answer = request("textDocument/completion", at(open(text, ending)));
        List<String> labels = new ArrayList<>();
        (answer.has("items") ? answer.get("items") : answer)
                .forEach(item -> labels.add(item.path("label").asText()));
        return labels;
    }

    /** What is said of one of the proposals. */
    String explained(String text, String ending, String label) {
        JsonNode answer = request("textDocument/completion", at(open(text, ending)));
        for (JsonNode item : answer.has("items") ? answer.get("items") : answer) {
            JsonNode said = item.path("documentation");
            if (item.path("label").asText().equals(label)) {
                return said.isObject() ? said.path("value").asText() : said.asText();
            }
        }
        return "";
    }

    /** What is shown over the word at the {@code |}. */
    String hover(String text, String ending) {
        return request("textDocument/hover", at(open(text, ending)))
                .path("contents")
                .path("value")
                .asText();
    }

    /** {@code line: message} for each, lines counted from one. */
    List<String> diagnostics(String text, String ending) {
        Caret caret = open(text, ending);
        List<String> lines = new ArrayList<>();
        for (JsonNode found : await(caret.found())) {
            int line = found.path("range").path("start").path("line").asInt() + 1;
            lines.add(line + ": " + found.path("message").asText());
        }
        return lines;
    }

    private Caret open(String text, String ending) {
        int caret = Math.max(text.indexOf('|'), 0);
        String before = text.substring(0, caret);
        String uri = folder.resolve(++documents + ending).toUri().toString();
        CompletableFuture<JsonNode> found = new CompletableFuture<>();
        diagnostics.put(uri, found);
        ObjectNode parameters = MAPPER.createObjectNode();
        ObjectNode document = parameters.putObject("textDocument");
        document.put("uri", uri).put("languageId", "yaml").put("version", 1).put("text", text.replace("|", ""));
        notify("textDocument/didOpen", parameters);
        int line = (int) before.chars().filter(sign -> sign == '\n').count();
        return new Caret(uri, line, caret - before.lastIndexOf('\n') - 1, found);
    }

    private static ObjectNode at(Caret caret) {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters.putObject("textDocument").put("uri", caret.uri());
        parameters.putObject("position").put("line", caret.line()).put("character", caret.character());
        return parameters;
    }

    private JsonNode request(String method, ObjectNode parameters) {
        int id = ++requests;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = message(method, parameters);
        message.put("id", id);
        send(message);
        return await(answer);
    }

    private void notify(String method, ObjectNode parameters) {
        send(message(method, parameters));
    }

    private static ObjectNode message(String method, ObjectNode parameters) {
        ObjectNode message = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", parameters);
        return message;
    }

    private synchronized void send(ObjectNode message) {
        try {
            byte[] body = MAPPER.writeValueAsBytes(message);
            OutputStream out = process.getOutputStream();
            out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode await(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the language server does not answer", e);
        }
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (int length = header(in); length >= 0; length = header(in)) {
                heard(MAPPER.readTree(in.readNBytes(length)));
            }
        } catch (IOException closed) {
            answers.values().forEach(answer -> answer.completeExceptionally(closed));
        }
    }

    private void heard(JsonNode message) {
        String method = message.path("method").asText();
        if (method.equals("textDocument/publishDiagnostics")) {
            JsonNode parameters = message.path("params");
            CompletableFuture<JsonNode> waiting =
                    diagnostics.get(parameters.path("uri").asText());
            if (waiting != null) {
                waiting.complete(parameters.path("diagnostics"));
            }
        } else if (!method.isEmpty() && message.has("id")) {
            reply(message, method);
        } else {
            CompletableFuture<JsonNode> waiting = answers.get(message.path("id").asInt());
            if (waiting != null) {
                waiting.complete(message.path("result"));
            }
        }
    }

    /** The server asks for its settings, section by section; whatever else it asks gets an empty answer. */
    private void reply(JsonNode message, String method) {
        ObjectNode answer = MAPPER.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        if (method.equals("workspace/configuration")) {
            var sections = answer.putArray("result");
            message.path("params")
                    .path("items")
                    .forEach(item -> sections.add(
                            item.path("section").asText().equals("yaml") ? settings : MAPPER.createObjectNode()));
        } else {
            answer.putNull("result");
        }
        send(answer);
    }

    private static int header(InputStream in) throws IOException {
        int length = -1;
        StringBuilder line = new StringBuilder();
        for (int sign = in.read(); sign >= 0; sign = in.read()) {
            if (sign != '\n') {
                line.append((char) sign);
                continue;
            }
            String text = line.toString().trim();
            line.setLength(0);
            if (text.isEmpty()) {
                return length;
            }
            if (text.startsWith("Content-Length:")) {
                length = Integer.parseInt(
                        text.substring("Content-Length:".length()).trim());
            }
        }
        return -1;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
