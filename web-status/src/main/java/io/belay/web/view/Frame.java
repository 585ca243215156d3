package io.belay.web.view;

/**
 * What every page has around its content. Immutable.
 *
 * @param title of the page
 * @param refreshSeconds after which the browser loads it again, without a script
 * @param age when the content was read, and how long ago
 * @param warning why there is nothing newer; empty when all is well
 * @param styleSheet address of the style sheet
 */
public record Frame(String title, int refreshSeconds, String age, String warning, String styleSheet) {}
